package dev.muster.posix;

import dev.muster.model.FileNames;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// An open folder. Names are single names in it; a link is never followed.
public final class Directory extends Descriptor {
    private static final int AT_REMOVEDIR = 0x200;
    private static final int NO_REPLACE = 1;
    private static final int TYPE_FIFO = 0010000;
    private static final int HEAD = 19;

    private Directory(int number, String path) {
        super(number, path);
    }

    /// Opens a folder by its path, in which links are followed as usual.
    public static Directory open(Path path) throws IOException {
        byte[] name = FileNames.bytes(path.toString());
        return new Directory(
                open(AT_FDCWD, name, O_DIRECTORY, 0, path.toString()), path.toString());
    }

    private String below(byte[] name) {
        return path + "/" + FileNames.show(FileNames.text(name));
    }

    public Directory folder(byte[] name) throws IOException {
        String full = below(name);
        return new Directory(open(number, name, O_DIRECTORY | O_NOFOLLOW, 0, full), full);
    }

    /// Opens a file for reading. What is no regular file any more does not hold the caller up.
    public OpenFile read(byte[] name) throws IOException {
        String full = below(name);
        return new OpenFile(open(number, name, O_NOFOLLOW | O_NONBLOCK, 0, full), full);
    }

    /// Opens a file for reading and writing.
    public OpenFile update(byte[] name) throws IOException {
        String full = below(name);
        return new OpenFile(open(number, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK, 0, full), full);
    }

    /// Makes a file that is not there, for its owner alone.
    public OpenFile create(byte[] name) throws IOException {
        String full = below(name);
        return new OpenFile(
                open(number, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600, full), full);
    }

    /// Of the name itself, also where that is a link.
    public FileStatus status(byte[] name) throws IOException {
        return status(number, name, AT_SYMLINK_NOFOLLOW, below(name));
    }

    /// All names but `.` and `..`, as the file system gives them. One thread.
    public void each(Consumer<DirectoryEntry> each) throws IOException {
        Scratch scratch = Scratch.get();
        rewind(scratch);
        byte[] block = new byte[Scratch.BLOCK];
        while (true) {
            int count = fill(scratch);
            if (count == 0) {
                return;
            }
            // copied, because the consumer may make calls of its own
            MemorySegment.copy(scratch.block, ValueLayout.JAVA_BYTE, 0, block, 0, count);
            for (int at = 0; at < count; ) {
                int length = (block[at + 16] & 0xff) | (block[at + 17] & 0xff) << 8;
                entry(block, at, length, each);
                at += length;
            }
        }
    }

    private void rewind(Scratch scratch) throws IOException {
        try {
            check(
                    "seek",
                    (long) Native.Bytes.LSEEK.invokeExact(scratch.state, number, 0L, 0),
                    scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    private int fill(Scratch scratch) throws IOException {
        try {
            long count =
                    (long)
                            Native.Names.GETDENTS.invokeExact(
                                    scratch.state, number, scratch.block, (long) Scratch.BLOCK);
            check("getdents", count, scratch);
            return (int) count;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    private static void entry(byte[] block, int at, int length, Consumer<DirectoryEntry> each) {
        int end = at + HEAD;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        byte[] name = new byte[end - at - HEAD];
        System.arraycopy(block, at + HEAD, name, 0, name.length);
        boolean dots =
                (name.length == 1 && name[0] == '.')
                        || (name.length == 2 && name[0] == '.' && name[1] == '.');
        if (!dots) {
            each.accept(new DirectoryEntry(name, FileType.of(block[at + 18])));
        }
    }

    /// All names, in the order of their bytes.
    public List<DirectoryEntry> list() throws IOException {
        List<DirectoryEntry> entries = new ArrayList<>();
        each(entries::add);
        entries.sort((one, other) -> FileNames.compare(one.name(), other.name()));
        return entries;
    }

    public byte[] readLink(byte[] name) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            long length =
                    (long)
                            Native.Names.READLINKAT.invokeExact(
                                    scratch.state,
                                    number,
                                    scratch.name(name),
                                    scratch.block,
                                    (long) Scratch.BLOCK);
            if (length < 0) {
                throw Errno.exception("readlink", below(name), scratch.errno());
            }
            return scratch.block.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Makes a folder for its owner alone.
    ///
    /// @return whether it was not there
    public boolean makeFolder(byte[] name) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Making.MKDIRAT.invokeExact(
                                    scratch.state, number, scratch.name(name), 0700);
            if (result < 0 && scratch.errno() == Errno.EEXIST) {
                return false;
            }
            require("mkdir", name, result, scratch);
            return true;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void makeLink(byte[] name, byte[] target) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Making.SYMLINKAT.invokeExact(
                                    scratch.state,
                                    scratch.other(target),
                                    number,
                                    scratch.name(name));
            require("symlink", name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void makeFifo(byte[] name) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Making.MKNODAT.invokeExact(
                                    scratch.state,
                                    number,
                                    scratch.name(name),
                                    TYPE_FIFO | 0600,
                                    0L);
            require("mkfifo", name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Gives a file another name, here.
    public void makeHardLink(byte[] name, Directory from, byte[] first) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Making.LINKAT.invokeExact(
                                    scratch.state,
                                    from.number,
                                    scratch.other(first),
                                    number,
                                    scratch.name(name),
                                    0);
            require("link", name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void remove(byte[] name) throws IOException {
        remove(name, 0);
    }

    /// Removes a folder that is empty.
    public void removeFolder(byte[] name) throws IOException {
        remove(name, AT_REMOVEDIR);
    }

    private void remove(byte[] name, int flags) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Making.UNLINKAT.invokeExact(
                                    scratch.state, number, scratch.name(name), flags);
            require("unlink", name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Removes whatever is below a name, and the name; nothing where it is absent.
    public void removeAll(byte[] name) throws IOException {
        FileStatus status;
        try {
            status = status(name);
        } catch (java.nio.file.NoSuchFileException absent) {
            return;
        }
        if (status.type() != FileType.FOLDER) {
            remove(name);
            return;
        }
        try (Directory folder = openToRemove(name)) {
            for (DirectoryEntry entry : folder.list()) {
                if (entry.type() == FileType.FOLDER || entry.type() == FileType.UNKNOWN) {
                    folder.removeAll(entry.name());
                } else {
                    folder.remove(entry.name());
                }
            }
        }
        removeFolder(name);
    }

    private Directory openToRemove(byte[] name) throws IOException {
        try {
            Directory folder = folder(name);
            folder.makeWritable();
            return folder;
        } catch (java.nio.file.AccessDeniedException closed) {
            setMode(name, 0700);
            return folder(name);
        }
    }

    private void makeWritable() throws IOException {
        FileStatus status = status();
        if ((status.mode() & 0700) != 0700) {
            setMode(status.mode() | 0700);
        }
    }

    /// Moves a name to another folder, where it must not be yet.
    public void move(byte[] name, Directory to, byte[] target) throws IOException {
        if (!move(name, to, target, NO_REPLACE)) {
            // a file system that cannot refuse by itself
            if (to.has(target)) {
                throw new FileAlreadyExistsException(to.below(target));
            }
            replace(name, to, target);
        }
    }

    /// Moves a name to another folder, in place of what has that name there.
    public void replace(byte[] name, Directory to, byte[] target) throws IOException {
        if (!move(name, to, target, 0)) {
            throw Errno.exception("rename", below(name), Errno.EINVAL);
        }
    }

    private boolean move(byte[] name, Directory to, byte[] target, int flags) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Making.RENAMEAT2.invokeExact(
                                    scratch.state,
                                    number,
                                    scratch.name(name),
                                    to.number,
                                    scratch.other(target),
                                    flags);
            if (result < 0 && scratch.errno() == Errno.EINVAL) {
                return false;
            }
            if (result < 0) {
                throw Errno.exception("rename", to.below(target), scratch.errno());
            }
            return true;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public boolean has(byte[] name) throws IOException {
        try {
            status(name);
            return true;
        } catch (java.nio.file.NoSuchFileException absent) {
            return false;
        }
    }

    /// Sets the mode of what is no link.
    public void setMode(byte[] name, int mode) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Facts.FCHMODAT.invokeExact(
                                    scratch.state, number, scratch.name(name), mode, 0);
            require("chmod", name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Of the name itself, also where that is a link.
    public void setOwner(byte[] name, long uid, long gid) throws IOException {
        setOwner(number, name, uid, gid, AT_SYMLINK_NOFOLLOW, below(name));
    }

    /// Of the name itself, also where that is a link.
    public void setModified(byte[] name, Instant time) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Facts.UTIMENSAT.invokeExact(
                                    scratch.state,
                                    number,
                                    scratch.name(name),
                                    times(scratch, time),
                                    AT_SYMLINK_NOFOLLOW);
            require("utimens", name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    private void require(String call, byte[] name, long result, Scratch scratch)
            throws IOException {
        if (result < 0) {
            throw Errno.exception(call, below(name), scratch.errno());
        }
    }
}

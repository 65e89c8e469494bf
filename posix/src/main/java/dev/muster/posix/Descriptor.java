package dev.muster.posix;

import dev.muster.model.FileNames;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An open file or folder.
public abstract sealed class Descriptor implements AutoCloseable permits Directory, OpenFile {
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    static final int O_DIRECTORY =
            System.getProperty("os.arch").equals("aarch64") ? 040000 : 0200000;
    static final int O_NOFOLLOW =
            System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;
    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_EMPTY_PATH = 0x1000;
    private static final int BASIC = 0x7ff;
    private static final long UTIME_OMIT = (1L << 30) - 2;
    private static final byte[] SELF = {};

    final int number;
    final String path;
    private boolean closed;

    Descriptor(int number, String path) {
        this.number = number;
        this.path = path;
    }

    /// Where it was opened, for messages.
    public String path() {
        return path;
    }

    static int open(int folder, byte[] name, int flags, int mode, String path) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int number;
            do {
                number =
                        (int)
                                Native.Names.OPENAT.invokeExact(
                                        scratch.state,
                                        folder,
                                        scratch.name(name),
                                        flags | O_CLOEXEC,
                                        mode);
            } while (number < 0 && scratch.errno() == Errno.EINTR);
            if (number < 0) {
                throw Errno.exception("open", path, scratch.errno());
            }
            return number;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public FileStatus status() throws IOException {
        return status(number, SELF, AT_EMPTY_PATH, path);
    }

    static FileStatus status(int folder, byte[] name, int flags, String path) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Names.STATX.invokeExact(
                                    scratch.state,
                                    folder,
                                    scratch.name(name),
                                    flags,
                                    BASIC,
                                    scratch.status);
            if (result < 0) {
                throw Errno.exception("stat", path, scratch.errno());
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
        return decode(scratch.status);
    }

    /// The layout of `struct statx` is the same on all machines (man 2 statx).
    private static FileStatus decode(MemorySegment status) {
        int mode = Short.toUnsignedInt(status.get(ValueLayout.JAVA_SHORT, 28));
        return new FileStatus(
                FileType.ofMode(mode),
                mode & 07777,
                number(status, 20),
                number(status, 24),
                number(status, 16),
                number(status, 136) << 32 | number(status, 140),
                status.get(ValueLayout.JAVA_LONG, 32),
                status.get(ValueLayout.JAVA_LONG, 40),
                status.get(ValueLayout.JAVA_LONG, 48),
                time(status, 112),
                time(status, 96),
                number(status, 128),
                number(status, 132));
    }

    private static long number(MemorySegment status, int at) {
        return Integer.toUnsignedLong(status.get(ValueLayout.JAVA_INT, at));
    }

    private static Instant time(MemorySegment status, int at) {
        return Instant.ofEpochSecond(status.get(ValueLayout.JAVA_LONG, at), number(status, at + 8));
    }

    /// The names of its extended attributes; none where the file system has no such thing.
    public List<String> attributes() throws IOException {
        Scratch scratch = Scratch.get();
        try {
            long length =
                    (long)
                            Native.Facts.FLISTXATTR.invokeExact(
                                    scratch.state, number, scratch.block, (long) Scratch.BLOCK);
            if (length < 0 && scratch.errno() == Errno.ENOTSUP) {
                return List.of();
            }
            check("listxattr", length, scratch);
            return names(scratch.block, (int) length);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    private static List<String> names(MemorySegment list, int length) {
        if (length == 0) {
            return List.of();
        }
        byte[] bytes = list.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        List<String> names = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                names.add(FileNames.text(bytes, from, i - from));
                from = i + 1;
            }
        }
        return names;
    }

    /// @throws java.nio.file.NoSuchFileException if it has none of that name
    public byte[] attribute(String name) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            long length =
                    (long)
                            Native.Facts.FGETXATTR.invokeExact(
                                    scratch.state,
                                    number,
                                    scratch.name(FileNames.bytes(name)),
                                    scratch.block,
                                    (long) Scratch.BLOCK);
            if (length < 0 && scratch.errno() == Errno.ENODATA) {
                throw Errno.exception("getxattr", path, Errno.ENOENT);
            }
            check("getxattr", length, scratch);
            return scratch.block.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void setAttribute(String name, byte[] value) throws IOException {
        Scratch scratch = Scratch.get();
        if (value.length > Scratch.BLOCK) {
            throw Errno.exception("setxattr " + name, path, Errno.EINVAL);
        }
        MemorySegment.copy(value, 0, scratch.block, ValueLayout.JAVA_BYTE, 0, value.length);
        try {
            int result =
                    (int)
                            Native.Facts.FSETXATTR.invokeExact(
                                    scratch.state,
                                    number,
                                    scratch.name(FileNames.bytes(name)),
                                    scratch.block,
                                    (long) value.length,
                                    0);
            check("setxattr " + name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void removeAttribute(String name) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Facts.FREMOVEXATTR.invokeExact(
                                    scratch.state, number, scratch.name(FileNames.bytes(name)));
            check("removexattr " + name, result, scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void setMode(int mode) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            check(
                    "chmod",
                    (int) Native.Facts.FCHMOD.invokeExact(scratch.state, number, mode),
                    scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void setOwner(long uid, long gid) throws IOException {
        setOwner(number, SELF, uid, gid, AT_EMPTY_PATH, path);
    }

    static void setOwner(int folder, byte[] name, long uid, long gid, int flags, String path)
            throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Facts.FCHOWNAT.invokeExact(
                                    scratch.state,
                                    folder,
                                    scratch.name(name),
                                    (int) uid,
                                    (int) gid,
                                    flags);
            if (result < 0) {
                throw Errno.exception("chown", path, scratch.errno());
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Sets the time of modification; that of access stays.
    public void setModified(Instant time) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            check(
                    "futimens",
                    (int)
                            Native.Facts.FUTIMENS.invokeExact(
                                    scratch.state, number, times(scratch, time)),
                    scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// The time of access, left as it is, and that of modification.
    static MemorySegment times(Scratch scratch, Instant time) {
        MemorySegment times = scratch.status;
        times.set(ValueLayout.JAVA_LONG, 0, 0);
        times.set(ValueLayout.JAVA_LONG, 8, UTIME_OMIT);
        times.set(ValueLayout.JAVA_LONG, 16, time.getEpochSecond());
        times.set(ValueLayout.JAVA_LONG, 24, time.getNano());
        return times;
    }

    /// Makes it durable: content and status of a file, names of a folder.
    public void sync() throws IOException {
        Scratch scratch = Scratch.get();
        try {
            check("fsync", (int) Native.Bytes.FSYNC.invokeExact(scratch.state, number), scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Makes everything of its file system durable. Errors since it was opened are told.
    public void syncFileSystem() throws IOException {
        Scratch scratch = Scratch.get();
        try {
            check("syncfs", (int) Native.Bytes.SYNCFS.invokeExact(scratch.state, number), scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    void check(String call, long result, Scratch scratch) throws IOException {
        if (result < 0) {
            throw Errno.exception(call, path, scratch.errno());
        }
    }

    /// May be called twice; not while others use it.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                int _ = (int) Native.Names.CLOSE.invokeExact(Scratch.get().state, number);
            } catch (Throwable e) {
                throw Native.broken(e);
            }
        }
    }
}

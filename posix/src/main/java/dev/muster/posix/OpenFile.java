package dev.muster.posix;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An open regular file. Many threads may read and write at once.
public final class OpenFile extends Descriptor {
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int KEEP_SIZE_AND_PUNCH = 3;

    OpenFile(int number, String path) {
        super(number, path);
    }

    /// Reads up to so many bytes.
    ///
    /// @return how many; 0 at the end
    public int read(byte[] into, int from, int count, long at) throws IOException {
        Scratch scratch = Scratch.get();
        int wanted = Math.min(count, Scratch.BLOCK);
        try {
            long result;
            do {
                result =
                        (long)
                                Native.Bytes.PREAD.invokeExact(
                                        scratch.state, number, scratch.block, (long) wanted, at);
            } while (result < 0 && scratch.errno() == Errno.EINTR);
            check("read", result, scratch);
            MemorySegment.copy(scratch.block, ValueLayout.JAVA_BYTE, 0, into, from, (int) result);
            return (int) result;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Reads until there are so many, or the file ends.
    public int readFully(byte[] into, int from, int count, long at) throws IOException {
        int done = 0;
        while (done < count) {
            int next = read(into, from + done, count - done, at + done);
            if (next == 0) {
                break;
            }
            done += next;
        }
        return done;
    }

    /// Writes all of them.
    public void write(byte[] bytes, int from, int count, long at) throws IOException {
        int done = 0;
        while (done < count) {
            done += writeSome(bytes, from + done, count - done, at + done);
        }
    }

    private int writeSome(byte[] bytes, int from, int count, long at) throws IOException {
        Scratch scratch = Scratch.get();
        int wanted = Math.min(count, Scratch.BLOCK);
        MemorySegment.copy(bytes, from, scratch.block, ValueLayout.JAVA_BYTE, 0, wanted);
        try {
            long result;
            do {
                result =
                        (long)
                                Native.Bytes.PWRITE.invokeExact(
                                        scratch.state, number, scratch.block, (long) wanted, at);
            } while (result < 0 && scratch.errno() == Errno.EINTR);
            check("write", result, scratch);
            if (result == 0) {
                throw new EOFException("nothing could be written to " + path);
            }
            return (int) result;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    public void truncate(long size) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            check(
                    "truncate",
                    (int) Native.Bytes.FTRUNCATE.invokeExact(scratch.state, number, size),
                    scratch);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    /// Turns a stretch into zeros that take no room, or that do where the file system has no holes.
    public void makeHole(long at, long length) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            int result =
                    (int)
                            Native.Bytes.FALLOCATE.invokeExact(
                                    scratch.state, number, KEEP_SIZE_AND_PUNCH, at, length);
            if (result < 0 && scratch.errno() != Errno.ENOTSUP) {
                check("fallocate", result, scratch);
            } else if (result < 0) {
                writeZeros(at, length);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    private void writeZeros(long at, long length) throws IOException {
        byte[] zeros = new byte[(int) Math.min(length, Scratch.BLOCK)];
        for (long done = 0; done < length; done += zeros.length) {
            write(zeros, 0, (int) Math.min(zeros.length, length - done), at + done);
        }
    }

    /// Where the next data begins, at or after a place; the size where there is none.
    public long nextData(long at, long size) throws IOException {
        return seek(at, SEEK_DATA, size);
    }

    /// Where the next hole begins, at or after a place; the size where there is none.
    public long nextHole(long at, long size) throws IOException {
        return seek(at, SEEK_HOLE, size);
    }

    private long seek(long at, int what, long size) throws IOException {
        Scratch scratch = Scratch.get();
        try {
            long result = (long) Native.Bytes.LSEEK.invokeExact(scratch.state, number, at, what);
            if (result < 0 && scratch.errno() == Errno.ENXIO) {
                return size;
            }
            if (result < 0 && scratch.errno() == Errno.EINVAL) {
                // this file system tells no holes: all is data
                return what == SEEK_DATA ? at : size;
            }
            check("seek", result, scratch);
            return Math.min(result, size);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }
}

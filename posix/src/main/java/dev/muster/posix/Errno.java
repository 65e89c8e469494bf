package dev.muster.posix;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// The C library's numbers of errors, as the exceptions that Java has for them.
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENXIO = 6;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int ERANGE = 34;
    static final int ENAMETOOLONG = 36;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;
    static final int ENODATA = 61;
    static final int ENOTSUP = 95;
    static final int EDQUOT = 122;

    private Errno() {}

    static IOException exception(String call, String path, int errno) {
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(path);
            case EEXIST -> new FileAlreadyExistsException(path);
            case ENOTEMPTY -> new DirectoryNotEmptyException(path);
            case ENOTDIR -> new NotDirectoryException(path);
            case EACCES, EPERM -> new AccessDeniedException(path, null, call + " is not permitted");
            default -> new FileSystemException(path, null, call + ": " + text(errno));
        };
    }

    private static String text(int errno) {
        return switch (errno) {
            case EIO -> "input/output error";
            case EXDEV -> "on another file system";
            case EISDIR -> "is a folder";
            case EINVAL -> "invalid argument";
            case EFBIG -> "file too large";
            case ENOSPC -> "No space left on device";
            case EDQUOT -> "disk quota exceeded";
            case EROFS -> "read-only file system";
            case ENAMETOOLONG -> "name too long";
            case ELOOP -> "is a link, which is not followed";
            case ENOTSUP -> "not supported by this file system";
            case ENXIO -> "no such device";
            default -> "error " + errno;
        };
    }
}

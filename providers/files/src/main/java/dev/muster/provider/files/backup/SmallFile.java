package dev.muster.provider.files.backup;

import dev.muster.model.ExtendedAttribute;
import dev.muster.posix.Directory;
import dev.muster.posix.FileStatus;
import dev.muster.posix.FileType;
import dev.muster.posix.OpenFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;

/// A small file as it was read in one go.
///
/// @param torn whether it changed in between, also the second time
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record SmallFile(
        byte[] content, FileStatus status, List<ExtendedAttribute> extended, boolean torn) {
    /// Files up to this size are read ahead, whole.
    static final int LIMIT = 256 << 10;

    /// @throws TooLarge if it has grown beyond the limit
    static SmallFile read(Directory folder, byte[] name) throws IOException {
        try (OpenFile file = folder.read(name)) {
            SmallFile first = read(file);
            return first.torn() ? read(file) : first;
        }
    }

    private static SmallFile read(OpenFile file) throws IOException {
        FileStatus before = requireFile(file);
        if (before.size() > LIMIT) {
            throw new TooLarge(file.path());
        }
        byte[] content = new byte[(int) before.size()];
        int count = content.length == 0 ? 0 : file.readFully(content, 0, content.length, 0);
        List<ExtendedAttribute> extended = Metadata.extended(file);
        boolean same = count == content.length && file.status().isSameAs(before);
        return new SmallFile(
                count == content.length ? content : Arrays.copyOf(content, count),
                before,
                extended,
                !same);
    }

    static FileStatus requireFile(OpenFile file) throws IOException {
        FileStatus status = file.status();
        if (status.type() != FileType.FILE) {
            throw new FileSystemException(
                    file.path(), null, "was exchanged for something else while it was read");
        }
        return status;
    }

    /// Must be read as a large one.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(String path) {
            super(path);
        }
    }
}

package dev.muster.provider.files.backup;

import dev.muster.model.ExtendedAttribute;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileOwner;
import dev.muster.model.FileStamp;
import dev.muster.model.Timing;
import dev.muster.posix.Accounts;
import dev.muster.posix.Descriptor;
import dev.muster.posix.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a backup keeps of a file beside its content. Safe for many threads.
final class Metadata {
    /// Times of change are that coarse on some file systems: a file that was changed so shortly
    /// before it was read could change again and look the same.
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final Accounts accounts = new Accounts();
    private final Timing timing;

    Metadata(Timing timing) {
        this.timing = timing;
    }

    FileMetadata of(FileStatus status) {
        return of(status, List.of());
    }

    FileMetadata of(FileStatus status, List<ExtendedAttribute> extended) {
        return new FileMetadata(
                status.mode(),
                Optional.of(
                        new FileOwner(
                                status.uid(),
                                status.gid(),
                                accounts.user(status.uid()),
                                accounts.group(status.gid()))),
                Optional.of(status.modified()),
                stamp(status),
                extended);
    }

    private Optional<FileStamp> stamp(FileStatus status) {
        return status.changed().isBefore(timing.instant().minus(COARSE))
                ? Optional.of(new FileStamp(status.changed(), status.inode()))
                : Optional.empty();
    }

    /// The attributes that a restore may set again.
    static List<ExtendedAttribute> extended(Descriptor file) throws IOException {
        List<String> names = file.attributes();
        if (names.isEmpty()) {
            return List.of();
        }
        List<ExtendedAttribute> extended = new ArrayList<>();
        for (String name : names.stream().filter(Metadata::isKept).sorted().toList()) {
            attribute(file, name).ifPresent(extended::add);
        }
        return extended;
    }

    /// One that was removed since it was listed is absent, as if it had been before.
    private static Optional<ExtendedAttribute> attribute(Descriptor file, String name)
            throws IOException {
        try {
            return Optional.of(new ExtendedAttribute(name, ByteBuffer.wrap(file.attribute(name))));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static boolean isKept(String name) {
        return name.startsWith("user.")
                || name.equals("system.posix_acl_access")
                || name.equals("system.posix_acl_default")
                || name.equals("security.capability");
    }
}

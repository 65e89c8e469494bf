package dev.muster.vault.log;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.KeyedHash;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogMark;
import dev.muster.vault.format.log.LogScan;
import dev.muster.vault.repository.SourceKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Finishes the segments that a process left when it died.
///
/// A segment's key is sealed to the archive and gone with its process, so nothing is appended: the
/// torn tail is cut and the foot written.
final class SpoolRecovery {
    private final SourceKey key;
    private final int recipients;

    /// @param recipients how many a head names now
    SpoolRecovery(SourceKey key, int recipients) {
        this.key = key;
        this.recipients = recipients;
    }

    /// A finished segment.
    record Finished(Path path, LogHead head, LogFoot foot) {}

    /// The segment, finished now if it was not; empty if there is nothing in it.
    Optional<Finished> finish(Path path) throws IOException {
        byte[] segment = Files.readAllBytes(path);
        Optional<LogHead.Found> head = head(path, segment);
        if (head.isEmpty()) {
            remove(path);
            return Optional.empty();
        }
        SourceKey signer = signer(head.get());
        Optional<LogFoot.Found> foot = foot(path, segment, signer);
        if (foot.isPresent()) {
            return Optional.of(new Finished(path, head.get().head(), foot.get().foot()));
        }
        KeyedHash mac = signer.secret().logMac(head.get().head().saltBytes());
        long synced =
                SpoolFolder.read(SpoolFolder.mark(path))
                        .map(mark -> LogMark.decode(mark, mac))
                        .orElse(0L);
        LogScan scan = LogScan.of(path.toString(), segment, head.get(), mac, synced);
        if (scan.frames().isEmpty()) {
            remove(path);
            return Optional.empty();
        }
        LogFoot written =
                LogFoot.of(head.get().head(), scan.frames(), ObjectHash.of(segment, 0, scan.end()));
        append(path, scan.end(), written.encode(signer.signing()));
        return Optional.of(new Finished(path, head.get().head(), written));
    }

    /// The key that began a segment; after a rotation that may be the one before.
    private SourceKey signer(LogHead.Found head) {
        return key.signer(head.signed().signer()).orElse(key);
    }

    /// Empty if the segment's making was interrupted.
    private Optional<LogHead.Found> head(Path path, byte[] segment) {
        try {
            LogHead.Found head = LogHead.decode(path.toString(), segment);
            head.signed().verify(signer(head).signing().publicKey());
            return Optional.of(head);
        } catch (MusterException e) {
            if (segment.length < LogHead.limit(recipients)
                    && !Files.exists(SpoolFolder.mark(path))) {
                return Optional.empty();
            }
            throw VaultErrors.LOG_DAMAGED.error(
                    "the head of " + path + " is damaged: " + e.getMessage(),
                    "move " + path + " away and accept a hole in the log",
                    e);
        }
    }

    private static Optional<LogFoot.Found> foot(Path path, byte[] segment, SourceKey signer) {
        LogFoot.Found foot;
        try {
            foot = LogFoot.decode(path.toString(), segment);
            foot.signed().verify(signer.signing().publicKey());
        } catch (MusterException unfinished) {
            return Optional.empty();
        }
        ObjectHash hash = ObjectHash.of(segment, 0, segment.length - foot.length());
        if (!hash.equals(foot.foot().hash())) {
            throw VaultErrors.LOG_DAMAGED.error(
                    path + " is not what its foot was signed for",
                    "restore " + path + " from a copy, or move it away and accept a hole");
        }
        return Optional.of(foot);
    }

    private static void append(Path path, int at, byte[] foot) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.truncate(at);
            ByteBuffer bytes = ByteBuffer.wrap(foot);
            while (bytes.hasRemaining()) {
                file.write(bytes, at + bytes.position());
            }
            file.force(true);
        }
    }

    static void remove(Path segment) throws IOException {
        Files.deleteIfExists(segment);
        Files.deleteIfExists(SpoolFolder.mark(segment));
    }
}

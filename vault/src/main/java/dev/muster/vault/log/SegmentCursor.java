package dev.muster.vault.log;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.format.log.LogFrame;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogScan;
import java.util.List;

/// Reads the log in one segment from front to back. One thread.
final class SegmentCursor {
    private final String name;
    private final byte[] segment;
    private final LogHead head;
    private final byte[] key;
    private final List<LogScan.At> frames;
    private int current = -1;
    private byte[] plain = new byte[0];

    /// @param scan the segment's frames, checked
    SegmentCursor(String name, byte[] segment, LogHead head, LogScan scan, PrivateKeys keys) {
        this.name = name;
        this.segment = segment;
        this.head = head;
        this.frames = scan.frames();
        this.key =
                head.open(keys)
                        .orElseThrow(() ->
                                VaultErrors.WRONG_KEY.error(
                                        name
                                                + " is sealed to keys "
                                                + head.sealedTo()
                                                + ", which the given key does not open",
                                        "use the newest recovery key file; a drill's key opens log"
                                                + " that was captured after it was added"));
    }

    /// A head of a segment with its frames.
    static LogScan scan(String name, byte[] segment, LogHead.Found head, SourceSecret secret) {
        return LogScan.of(name, segment, head, secret.logMac(head.head().saltBytes()), 0);
    }

    /// How many bytes from a position on can be had in one piece.
    int available(long position) {
        return (int) (seek(position).end() - position);
    }

    /// The opened frame that holds a position.
    byte[] frame() {
        return plain;
    }

    /// Where a position lies in [#frame].
    int place(long position) {
        return (int) (position - frames.get(current).frame().offset());
    }

    private LogFrame seek(long position) {
        int wanted = Math.max(0, current);
        while (wanted < frames.size()
                && Long.compareUnsigned(frames.get(wanted).frame().end(), position) <= 0) {
            wanted++;
        }
        if (wanted == frames.size()
                || Long.compareUnsigned(position, frames.get(wanted).frame().offset()) < 0) {
            throw VaultErrors.LOG_DAMAGED.error(
                    name + " does not hold position " + Long.toUnsignedString(position), "");
        }
        if (wanted != current) {
            current = wanted;
            plain = LogScan.open(name, segment, head, key, frames.get(wanted), wanted);
        }
        return frames.get(wanted).frame();
    }
}

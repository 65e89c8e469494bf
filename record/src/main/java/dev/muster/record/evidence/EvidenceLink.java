package dev.muster.record.evidence;

import dev.muster.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One record of a chain as it is stored: a line that holds its number and the SHA-256 digest of
/// its whole predecessor, then the content. `sha256sum` and a text editor are enough to check one.
public final class EvidenceLink {
    private static final Pattern LINE =
            Pattern.compile("muster-evidence/1 ([1-9][0-9]{0,17}) ([0-9a-f]{64})");
    private static final int LONGEST_LINE = 128;

    private final long number;
    private final Digest previous;
    private final byte[] content;

    EvidenceLink(long number, Digest previous, byte[] content) {
        this.number = number;
        this.previous = previous;
        this.content = content.clone();
    }

    /// 1 for the first of a chain.
    public long number() {
        return number;
    }

    /// The digest of the stored form of the link before.
    public Digest previous() {
        return previous;
    }

    /// A copy of what was recorded.
    public byte[] content() {
        return content.clone();
    }

    /// The stored form.
    public byte[] bytes() {
        byte[] line =
                ("muster-evidence/1 " + number + " " + previous + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] stored = Arrays.copyOf(line, line.length + content.length);
        System.arraycopy(content, 0, stored, line.length, content.length);
        return stored;
    }

    public Digest digest() {
        return Digest.of(bytes());
    }

    /// Reads the stored form; empty if it is none.
    public static Optional<EvidenceLink> read(byte[] stored) {
        int end = 0;
        while (end < stored.length && stored[end] != '\n') {
            end++;
        }
        if (end == stored.length || end > LONGEST_LINE) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(new String(stored, 0, end, StandardCharsets.UTF_8));
        if (!line.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new EvidenceLink(
                        Long.parseLong(line.group(1)),
                        new Digest(line.group(2)),
                        Arrays.copyOfRange(stored, end + 1, stored.length)));
    }

    @Override
    public String toString() {
        return "link " + number + " of " + content.length + " bytes after " + previous.brief();
    }
}

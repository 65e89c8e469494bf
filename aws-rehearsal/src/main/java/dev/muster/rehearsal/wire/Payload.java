package dev.muster.rehearsal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a request, without the framing of `aws-chunked`. Whoever reads it to its end knows
/// that all of it was signed; before, nothing is certain.
public final class Payload extends InputStream {
    private static final String STREAMING = "STREAMING-";
    private static final int LONGEST_LINE = 8192;

    private final InputStream raw;
    private final boolean chunked;
    private final boolean signed;
    private final @Nullable MessageDigest digest;
    private final String promised;
    private final Signature signature;
    private final byte[] key;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private String previous;
    private String chunkSignature = "";
    private long left;
    private boolean started;
    private boolean ended;

    private Payload(InputStream raw, String promised, Signature signature, String secret) {
        this.raw = raw;
        this.promised = promised;
        this.signature = signature;
        this.key = signature.key(secret);
        this.previous = signature.value();
        chunked = promised.startsWith(STREAMING);
        signed = promised.startsWith(STREAMING + "AWS4-HMAC-SHA256-PAYLOAD");
        digest = signed || promised.matches("[0-9a-f]{64}") ? Hex.digest() : null;
    }

    /// @param promised what `x-amz-content-sha256` says
    public static Payload of(InputStream raw, String promised, Signature signature, String secret) {
        return new Payload(raw, promised, signature, secret);
    }

    /// What came behind the content; complete once it was read to its end.
    public Map<String, String> trailers() {
        return Map.copyOf(trailers);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        if (!chunked) {
            int count = raw.read(buffer, offset, length);
            if (count < 0) {
                end();
            } else if (digest != null) {
                digest.update(buffer, offset, count);
            }
            return count;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int count = raw.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw incomplete();
        }
        if (digest != null) {
            digest.update(buffer, offset, count);
        }
        left -= count;
        return count;
    }

    private void end() {
        ended = true;
        if (digest != null && !Hex.same(Hex.format(digest.digest()), promised)) {
            throw Refusal.of(
                    400,
                    "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    /// Ends the chunk before and begins the next one; false behind the last.
    private boolean nextChunk() throws IOException {
        if (started) {
            checkChunk();
            line(); // behind the content of a chunk
        }
        started = true;
        String head = line();
        int semicolon = head.indexOf(';');
        try {
            left = Long.parseLong(semicolon < 0 ? head : head.substring(0, semicolon), 16);
        } catch (NumberFormatException e) {
            throw incomplete();
        }
        int equals = head.indexOf('=');
        chunkSignature = equals < 0 ? "" : head.substring(equals + 1).strip();
        if (left < 0) {
            throw incomplete();
        }
        if (left > 0) {
            return true;
        }
        checkChunk();
        readTrailers();
        ended = true;
        return false;
    }

    private void checkChunk() {
        if (digest == null) {
            return;
        }
        String text =
                "AWS4-HMAC-SHA256-PAYLOAD\n%s\n%s\n%s\n%s\n%s"
                        .formatted(
                                signature.date(),
                                signature.scope(),
                                previous,
                                Hex.OF_NOTHING,
                                Hex.format(digest.digest()));
        checkSigned(text, chunkSignature);
    }

    private void checkSigned(String text, String value) {
        String right = Hex.format(Hex.hmac(key, text));
        if (!Hex.same(right, value)) {
            throw Refusal.of(
                    403,
                    "SignatureDoesNotMatch",
                    "The signature of a chunk does not match what was computed.");
        }
        previous = right;
    }

    private void readTrailers() throws IOException {
        StringBuilder canonical = new StringBuilder();
        String trailerSignature = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw incomplete();
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("x-amz-trailer-signature")) {
                trailerSignature = value;
            } else {
                trailers.put(name, value);
                canonical.append(name).append(':').append(value).append('\n');
            }
        }
        if (signed && promised.endsWith("-TRAILER")) {
            checkSigned(
                    "AWS4-HMAC-SHA256-TRAILER\n%s\n%s\n%s\n%s"
                            .formatted(
                                    signature.date(),
                                    signature.scope(),
                                    previous,
                                    Signature.sha256(canonical.toString())),
                    trailerSignature);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = raw.read(); c != '\n'; c = raw.read()) {
            if (c < 0) {
                // the last empty line may be missing
                if (left == 0 && line.isEmpty() && started) {
                    return "";
                }
                throw incomplete();
            }
            if (line.length() > LONGEST_LINE) {
                throw incomplete();
            }
            line.append((char) c);
        }
        return new String(
                        line.toString().getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8)
                .strip();
    }

    private static RuntimeException incomplete() {
        return Refusal.of(
                400,
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP"
                        + " header");
    }
}

package dev.muster.rehearsal.server;

import dev.muster.rehearsal.wire.Checksums;
import dev.muster.rehearsal.wire.Payload;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.wire.WireRequest;
import java.util.HexFormat;

/// Digests of bodies that are held in memory.
final class Payloads {
    private Payloads() {}

    static String digest(byte[] body) {
        Checksums.Running sum = Checksums.SHA256.start();
        sum.update(body, 0, body.length);
        return HexFormat.of().formatHex(sum.bytes());
    }

    /// Refuses a body that is not what its sender said of it.
    static void check(WireRequest request, Payload payload, byte[] body) {
        String md5 = request.header("content-md5", "");
        if (!md5.isEmpty() && !md5.equals(sum(Checksums.md5(), body))) {
            throw Refusal.of(
                    400,
                    "BadDigest",
                    "The Content-MD5 you specified did not match what we received.");
        }
        for (Checksums each : Checksums.values()) {
            String said = payload.trailers().get(each.header());
            said = said == null ? request.header(each.header(), "") : said;
            // of an operation that names an object's checksum, not its body's
            boolean ofBody = body.length > 0 && !request.query().has("uploadId");
            if (ofBody && !said.isEmpty() && !said.equals(sum(each.start(), body))) {
                throw Refusal.of(
                        400,
                        "BadDigest",
                        "The %s you specified did not match the calculated checksum."
                                .formatted(each));
            }
        }
    }

    private static String sum(Checksums.Running sum, byte[] body) {
        sum.update(body, 0, body.length);
        return sum.text();
    }
}

package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.wire.Checksums;
import dev.muster.rehearsal.wire.Refusal;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Takes in the content of an upload, and refuses what is not what its sender said of it.
final class Incoming {
    private final Blobs blobs;

    Incoming(Blobs blobs) {
        this.blobs = blobs;
    }

    /// Content that is on disk, and that nobody names yet.
    ///
    /// @param checksums that the sender gave or asked for
    record Arrived(Segment segment, String md5, Map<String, String> checksums) {
        Content content() {
            return new Content(segment.length(), md5, List.of(segment), checksums, true, List.of());
        }
    }

    /// @param algorithm that is wanted besides those that the request names; empty for none
    Arrived take(Call call, String algorithm) throws IOException {
        Set<Checksums> wanted = EnumSet.noneOf(Checksums.class);
        Checksums.named(algorithm).ifPresent(wanted::add);
        String trailer = call.request().header("x-amz-trailer", "");
        for (Checksums each : Checksums.values()) {
            if (call.request().header(each.header()) != null || trailer.contains(each.header())) {
                wanted.add(each);
            }
        }
        Blobs.Written written = blobs.write(call.payload(), wanted);
        try {
            check(call, written);
        } catch (RuntimeException e) {
            blobs.drop(written.segment());
            throw e;
        }
        Map<String, String> checksums =
                written.checksums().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        it -> it.getKey().name(),
                                        Map.Entry::getValue,
                                        (one, other) -> one,
                                        TreeMap::new));
        return new Arrived(written.segment(), written.md5(), checksums);
    }

    private static void check(Call call, Blobs.Written written) {
        String length = call.request().header("x-amz-decoded-content-length");
        if (length == null) {
            length = call.request().header("content-length");
        }
        if (length != null && !length.equals(Long.toString(written.segment().length()))) {
            throw Refusal.of(
                    400,
                    "IncompleteBody",
                    "You did not provide the number of bytes specified by the Content-Length"
                            + " HTTP header");
        }
        String md5 = call.request().header("content-md5");
        if (md5 != null && !md5.equals(base64(written.md5()))) {
            throw Refusal.of(
                    400,
                    "BadDigest",
                    "The Content-MD5 you specified did not match what we received.");
        }
        written.checksums()
                .forEach((each, sum) -> {
                    String said = call.payload().trailers().get(each.header());
                    said = said == null ? call.request().header(each.header()) : said;
                    if (said != null && !said.equals(sum)) {
                        throw Refusal.of(
                                400,
                                "BadDigest",
                                "The %s you specified did not match the calculated checksum."
                                        .formatted(each));
                    }
                });
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}

package dev.muster.rehearsal.s3;

import java.util.List;
import java.util.Map;

/// The bytes of an object.
///
/// @param etag without quotes
/// @param checksums by algorithm, as S3 writes them
/// @param whole whether the checksums are of all bytes, and not of the parts' checksums
/// @param parts sizes of the parts that it was uploaded in; empty if in one piece
record Content(
        long size,
        String etag,
        List<Segment> segments,
        Map<String, String> checksums,
        boolean whole,
        List<Long> parts) {
    static final Content NOTHING = new Content(0, "", List.of(), Map.of(), true, List.of());

    Content {
        segments = List.copyOf(segments);
        checksums = Map.copyOf(checksums);
        parts = List.copyOf(parts);
    }

    String quotedEtag() {
        return "\"" + etag + "\"";
    }
}

package dev.muster.rehearsal.s3;

import java.time.Instant;
import java.util.Map;

/// A part of a multipart upload.
record Part(
        String upload,
        int number,
        String md5,
        Segment segment,
        Map<String, String> checksums,
        Instant modified) {
    static String shelfKey(String upload, int number) {
        return "%s/%05d".formatted(upload, number);
    }
}

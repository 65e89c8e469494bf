package dev.muster.vault.s3;

import java.time.Duration;

/// How requests are cut and how long they are tried; tests use small ones.
///
/// @param part objects larger than this are sent in parts of this size, in bytes; storage takes
///   none below 5 MiB
/// @param page names asked for at once
/// @param patience how long a request is tried again
/// @param connect how long connecting may take, and be tried again
/// @param silence how long a connection may stay silent
record S3Tuning(int part, int page, Duration patience, Duration connect, Duration silence) {
    /// A pack fits into one request, and an index that does not is sent in parallel.
    static final S3Tuning USUAL =
            new S3Tuning(
                    64 << 20,
                    1000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(20));
}

package dev.muster.rehearsal.s3;

import java.time.Instant;

/// A multipart upload that was begun.
///
/// @param algorithm of its checksums; empty for none
/// @param whole whether the checksum at the end is of all bytes
record Upload(
        String id,
        String bucket,
        String key,
        Instant begun,
        Facts facts,
        String algorithm,
        boolean whole) {}

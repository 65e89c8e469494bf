package dev.muster.provider.aws.s3;

import java.time.Instant;

/// One version of a key, or a delete marker.
///
/// @param version `null`, as a text, for what was written while versioning was off
/// @param since when it became the newest, by the clock of S3
/// @param etag without quotes; empty for a marker
/// @param storage the storage class; empty for a marker
record Entry(
        String key,
        String version,
        boolean marker,
        boolean latest,
        Instant since,
        long size,
        String etag,
        String storage) {
    /// Whether it lies in an archive, where nothing can copy it before it was thawed.
    boolean archived() {
        return storage.equals("GLACIER") || storage.equals("DEEP_ARCHIVE");
    }

    /// Whether the ETag says nothing of the content alone: that of what was sent in parts also says
    /// in how many.
    boolean inParts() {
        return etag.contains("-");
    }
}

package dev.muster.rehearsal.s3;

import java.time.Instant;

/// One version of an object, or a delete marker.
///
/// @param id `null` where it was written without versioning
/// @param order in which versions were written
/// @param replication as S3 says it: `PENDING`, `COMPLETED`, `REPLICA`, or empty
record Version(
        String bucket,
        String key,
        String id,
        long order,
        boolean marker,
        Instant modified,
        Content content,
        Facts facts,
        String replication) {
    static final String UNVERSIONED = "null";
    static final String PENDING = "PENDING";
    static final String COMPLETED = "COMPLETED";
    static final String REPLICA = "REPLICA";

    String shelfKey() {
        return "%016x".formatted(order);
    }

    Version facts(Facts others) {
        return new Version(bucket, key, id, order, marker, modified, content, others, replication);
    }

    Version replication(String status) {
        return new Version(bucket, key, id, order, marker, modified, content, facts, status);
    }
}

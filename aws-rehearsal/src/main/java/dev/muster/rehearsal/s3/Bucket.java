package dev.muster.rehearsal.s3;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// @param versioning as S3 says it; empty where it was never asked for
/// @param locks whether Object Lock is on
/// @param settings sub-resources that were put, by their names
record Bucket(
        String name,
        String account,
        String region,
        Instant created,
        String versioning,
        boolean locks,
        Map<String, String> settings) {
    static final String ENABLED = "Enabled";

    Bucket {
        settings = Map.copyOf(settings);
    }

    boolean versioned() {
        return versioning.equals(ENABLED);
    }

    Bucket versioning(String status) {
        return new Bucket(name, account, region, created, status, locks, settings);
    }

    Bucket locking() {
        return new Bucket(name, account, region, created, versioning, true, settings);
    }

    Bucket with(String setting, String value) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put(setting, value);
        return new Bucket(name, account, region, created, versioning, locks, all);
    }

    Bucket without(String setting) {
        Map<String, String> all = new TreeMap<>(settings);
        all.remove(setting);
        return new Bucket(name, account, region, created, versioning, locks, all);
    }
}

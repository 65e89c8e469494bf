package dev.muster.rehearsal.s3;

import java.util.Map;

/// What is said of an object besides its content.
///
/// @param headers that are answered as they came, such as `Content-Type`
/// @param metadata of the user
record Facts(
        Map<String, String> headers,
        Map<String, String> metadata,
        Map<String, String> tags,
        String storageClass,
        Hold hold) {
    Facts {
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
        tags = Map.copyOf(tags);
    }

    Facts tags(Map<String, String> others) {
        return new Facts(headers, metadata, others, storageClass, hold);
    }

    Facts hold(Hold other) {
        return new Facts(headers, metadata, tags, storageClass, other);
    }
}

package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.wire.Query;
import dev.muster.rehearsal.wire.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.Tag;

/// What requests that write objects have in common, read by the names of their members.
final class Requested {
    /// Answered as they came.
    private static final Set<String> HEADERS =
            Set.of(
                    "CacheControl",
                    "ContentDisposition",
                    "ContentEncoding",
                    "ContentLanguage",
                    "ContentType",
                    "WebsiteRedirectLocation");

    /// Those that need no thaw before they are read.
    private static final Set<String> CLASSES =
            Set.of("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR");

    private static final int MOST_TAGS = 10;
    private static final int MOST_METADATA = 2048;

    private final SdkPojo request;

    Requested(SdkPojo request) {
        this.request = request;
    }

    private @Nullable Object value(String member) {
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().equals(member)) {
                return field.getValueOrDefault(request);
            }
        }
        return null;
    }

    private String text(String member, String otherwise) {
        Object value = value(member);
        return value == null ? otherwise : value.toString();
    }

    /// @param bucket whose default retention holds where none is asked for
    Facts facts(Bucket bucket, Instant now) {
        checkWhatIsNotThere();
        return new Facts(headers(), metadata(), tags(), storageClass(), hold(bucket, now));
    }

    private void checkWhatIsNotThere() {
        String acl = text("ACL", "bucket-owner-full-control");
        if (!acl.equals("bucket-owner-full-control") && !acl.equals("private")) {
            throw Refusal.of(
                    400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
        }
        if (!text("ServerSideEncryption", "AES256").equals("AES256")) {
            throw Refusal.notThere("encryption of objects by KMS");
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        for (String member : HEADERS) {
            Object value = value(member);
            if (value != null) {
                headers.put(member, value.toString());
            }
        }
        // how it travelled is not how it is
        String encoding = headers.get("ContentEncoding");
        if (encoding != null) {
            String rest = encoding.replaceAll("(^|,) *aws-chunked", "").replaceFirst("^, *", "");
            headers.put("ContentEncoding", rest);
            headers.remove(rest.isEmpty() ? "ContentEncoding" : "");
        }
        return headers;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        if (value("Metadata") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> metadata.put(name.toString(), value.toString()));
        }
        int size = metadata.entrySet().stream().mapToInt(it -> it.toString().length() - 1).sum();
        if (size > MOST_METADATA) {
            throw Refusal.of(
                    400,
                    "MetadataTooLarge",
                    "Your metadata headers exceed the maximum allowed metadata size");
        }
        return metadata;
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        Query.parse(text("Tagging", ""))
                .values()
                .forEach((key, values) -> tags.put(key, values.getFirst()));
        checkTags(tags);
        return tags;
    }

    static Map<String, String> tags(Collection<Tag> set) {
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : set) {
            if (tags.put(tag.key(), tag.value()) != null) {
                throw Refusal.of(
                        400, "InvalidTag", "Cannot provide multiple Tags with the same key");
            }
        }
        return tags;
    }

    static void checkTags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw Refusal.of(400, "BadRequest", "Object tags cannot be greater than 10");
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
                throw Refusal.of(400, "InvalidTag", "The TagKey or TagValue is not valid");
            }
        });
    }

    private String storageClass() {
        String asked = text("StorageClass", "STANDARD");
        if (!CLASSES.contains(asked)) {
            throw Refusal.notThere("storage class '" + asked + "'");
        }
        return asked;
    }

    private Hold hold(Bucket bucket, Instant now) {
        String mode = text("ObjectLockMode", "");
        Instant until = (Instant) value("ObjectLockRetainUntilDate");
        boolean legal = text("ObjectLockLegalHoldStatus", "OFF").equals("ON");
        if ((!mode.isEmpty() || until != null || legal) && !bucket.locks()) {
            throw Refusal.of(400, "InvalidRequest", "Bucket is missing Object Lock Configuration");
        }
        if (mode.isEmpty() != (until == null)) {
            throw Refusal.of(
                    400,
                    "InvalidArgument",
                    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be"
                            + " supplied");
        }
        if (until != null) {
            checkUntil(until, now);
            return new Hold(mode, Optional.of(until), legal);
        }
        return Locks.byDefault(bucket, now, legal);
    }

    static void checkUntil(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw Refusal.of(
                    400, "InvalidArgument", "The retain until date must be in the future!");
        }
    }
}

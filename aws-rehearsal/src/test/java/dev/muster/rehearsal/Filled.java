package dev.muster.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/// Requests and answers with all of their members set, each to another value.
final class Filled {
    private static final int DEEPEST = 5;

    /// Set by clients from others, or wrong where they are made up.
    private static final Set<String> LEFT =
            Set.of("ContentMD5", "SourceBucket", "SourceKey", "SourceVersionId");

    private int count;

    SdkPojo pojo(SdkPojo builder) {
        return pojo(builder, 0);
    }

    private SdkPojo pojo(SdkPojo builder, int depth) {
        for (SdkField<?> field : builder.sdkFields()) {
            boolean needed = depth < DEEPEST || field.containsTrait(RequiredTrait.class);
            if (needed && !LEFT.contains(String.valueOf(field.memberName()))) {
                field.set(builder, value(field, depth));
            }
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    private Object value(SdkField<?> field, int depth) {
        count++;
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(field);
            case INTEGER -> field.location() == MarshallLocation.STATUS_CODE ? 200 : count;
            case LONG -> (long) count;
            case SHORT -> (short) count;
            case BYTE -> (byte) 1;
            case FLOAT -> count + 0.5f;
            case DOUBLE -> count + 0.25;
            case BOOLEAN -> true;
            case INSTANT -> Instant.ofEpochSecond(1_800_000_000L + count);
            case SDK_BYTES -> SdkBytes.fromUtf8String("bytes " + count);
            case SDK_POJO -> pojo(field.constructor().get(), depth + 1);
            case LIST -> {
                SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
                yield List.of(value(item, depth + 1), value(item, depth + 1));
            }
            case MAP ->
                    Map.of(
                            "key" + count,
                            value(field.getTrait(MapTrait.class).valueFieldInfo(), depth + 1));
            case NULL, BIG_DECIMAL, DOCUMENT ->
                    throw new IllegalArgumentException(field.toString());
        };
    }

    private String text(SdkField<?> field) {
        boolean inBody =
                field.location() == MarshallLocation.PAYLOAD
                        && !field.containsTrait(XmlAttributeTrait.class);
        String name = field.memberName() == null ? "item" : field.memberName();
        if (name.equals("Bucket") || name.equals("DestinationBucket")) {
            return "bucket-" + count;
        }
        // clients look into these
        if (name.equals("ChecksumAlgorithm")) {
            return "SHA256";
        }
        return name.toLowerCase(Locale.ROOT) + (inBody ? " <&\"é> " : "-") + count;
    }
}

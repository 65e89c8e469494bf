package dev.muster.rehearsal.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.utils.builder.Buildable;

/// Single values as text, both ways, and what the SDK says of a member's shape.
final class Values {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Values() {}

    static MarshallingKnownType type(SdkField<?> field) {
        return field.marshallingType().getKnownType();
    }

    static boolean isMap(SdkField<?> field) {
        return type(field) == MarshallingKnownType.MAP;
    }

    static SdkField<?> item(SdkField<?> list) {
        return list.getTrait(ListTrait.class).memberFieldInfo();
    }

    static SdkField<?> value(SdkField<?> map) {
        return map.getTrait(MapTrait.class).valueFieldInfo();
    }

    /// What a builder has built.
    static SdkPojo built(SdkPojo builder) {
        return (SdkPojo) ((Buildable) builder).build();
    }

    static Object parse(SdkField<?> field, String text, Format usual) {
        try {
            return switch (type(field)) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(text.strip());
                case LONG -> Long.valueOf(text.strip());
                case SHORT -> Short.valueOf(text.strip());
                case BYTE -> Byte.valueOf(text.strip());
                case FLOAT -> Float.valueOf(text.strip());
                case DOUBLE -> Double.valueOf(text.strip());
                case BIG_DECIMAL -> new BigDecimal(text.strip());
                case BOOLEAN -> truth(text.strip());
                case INSTANT -> instant(text.strip(), format(field, usual));
                case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text.strip()));
                case NULL, SDK_POJO, LIST, MAP, DOCUMENT ->
                        throw new IllegalArgumentException("text");
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Refusal.of(
                    400,
                    "InvalidArgument",
                    "'" + text + "' is no value for " + Operation.named(field));
        }
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static Format format(SdkField<?> field, Format usual) {
        return field.getOptionalTrait(TimestampFormatTrait.class)
                .map(TimestampFormatTrait::format)
                .orElse(usual);
    }

    static Format usual(MarshallLocation location) {
        return location == MarshallLocation.HEADER ? Format.RFC_822 : Format.ISO_8601;
    }

    private static Instant instant(String text, Format format) {
        return switch (format) {
            case ISO_8601 -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            case RFC_822 -> httpDate(text);
            case UNIX_TIMESTAMP ->
                    Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
            case UNIX_TIMESTAMP_MILLIS -> Instant.ofEpochMilli(Long.parseLong(text));
        };
    }

    private static Instant httpDate(String text) {
        // some clients send ISO here
        return text.contains("T") && text.endsWith("Z")
                ? Instant.parse(text)
                : DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    }

    static String print(SdkField<?> field, Object value, Format usual) {
        if (value instanceof Instant instant) {
            return print(instant, format(field, usual));
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArray());
        }
        return value.toString();
    }

    private static String print(Instant instant, Format format) {
        return switch (format) {
            case ISO_8601 -> ISO.format(instant);
            case RFC_822 -> HTTP.format(instant);
            case UNIX_TIMESTAMP ->
                    BigDecimal.valueOf(instant.toEpochMilli(), 3)
                            .stripTrailingZeros()
                            .toPlainString();
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
        };
    }
}

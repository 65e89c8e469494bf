package dev.muster.rehearsal.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Model classes as JSON, both ways. Also how they are kept on disk.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static JsonNode parse(byte[] json) {
        try {
            return json.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw Refusal.of(400, "SerializationException", "the body is no JSON");
        }
    }

    /// What [#text] wrote, as what a builder builds.
    public static SdkPojo read(SdkPojo builder, String text) {
        fill(builder, MAPPER.readTree(text));
        return Values.built(builder);
    }

    public static String text(SdkPojo pojo) {
        return node(pojo).toString();
    }

    static void fill(SdkPojo builder, JsonNode from) {
        if (!from.isObject()) {
            throw Refusal.of(400, "SerializationException", "an object is expected");
        }
        Map<String, SdkField<?>> members =
                builder.sdkFields().stream()
                        .filter(it -> it.location() == MarshallLocation.PAYLOAD)
                        .collect(Collectors.toMap(SdkField::locationName, it -> it));
        for (Map.Entry<String, JsonNode> property : from.properties()) {
            SdkField<?> member = members.get(property.getKey());
            if (member == null) {
                throw Refusal.notThere("member '" + property.getKey() + "'");
            }
            if (!property.getValue().isNull()) {
                member.set(builder, value(member, property.getValue()));
            }
        }
    }

    private static Object value(SdkField<?> field, JsonNode node) {
        return switch (Values.type(field)) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                fill(builder, node);
                yield Values.built(builder);
            }
            case LIST -> {
                List<Object> values = new ArrayList<>();
                node.forEach(it -> values.add(value(Values.item(field), it)));
                yield values;
            }
            case MAP -> {
                Map<String, Object> values = new LinkedHashMap<>();
                node.properties()
                        .forEach(it ->
                                values.put(it.getKey(), value(Values.value(field), it.getValue())));
                yield values;
            }
            default -> Values.parse(field, node.asString(), Format.UNIX_TIMESTAMP);
        };
    }

    static ObjectNode node(SdkPojo pojo) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (field.location() == MarshallLocation.PAYLOAD && Xml.isSet(value)) {
                node.set(field.unmarshallLocationName(), node(field, value));
            }
        }
        return node;
    }

    private static JsonNode node(SdkField<?> field, Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof SdkPojo pojo) {
            return node(pojo);
        }
        if (value instanceof List<?> items) {
            ArrayNode array = nodes.arrayNode();
            items.forEach(it -> array.add(node(Values.item(field), it)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((key, it) -> object.set(key.toString(), node(Values.value(field), it)));
            return object;
        }
        return switch (Values.type(field)) {
            case BOOLEAN -> nodes.booleanNode((Boolean) value);
            case INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL ->
                    nodes.numberNode(new BigDecimal(value.toString()));
            case INSTANT -> instant(field, value);
            default -> nodes.stringNode(Values.print(field, value, Format.ISO_8601));
        };
    }

    private static JsonNode instant(SdkField<?> field, Object value) {
        String text = Values.print(field, value, Format.UNIX_TIMESTAMP);
        return Set.of(Format.UNIX_TIMESTAMP, Format.UNIX_TIMESTAMP_MILLIS)
                        .contains(Values.format(field, Format.UNIX_TIMESTAMP))
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
                : JsonNodeFactory.instance.stringNode(text);
    }
}

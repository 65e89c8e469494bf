package dev.muster.rehearsal.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// Model classes as XML, both ways.
final class Xml {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private Xml() {}

    /// Fills a builder; what its class does not know is refused.
    static void read(SdkPojo builder, Element from) {
        Set<String> known = new HashSet<>();
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.location() != MarshallLocation.PAYLOAD) {
                continue;
            }
            known.add(field.locationName());
            Object value = member(field, from);
            if (value != null) {
                field.set(builder, value);
            }
        }
        for (Element child : from.children()) {
            if (!known.contains(child.name())) {
                throw Refusal.notThere("member '" + child.name() + "' of '" + from.name() + "'");
            }
        }
    }

    private static @Nullable Object member(SdkField<?> field, Element from) {
        if (field.containsTrait(XmlAttributeTrait.class)) {
            String name = field.locationName();
            String text = from.attributes().get(name.substring(name.indexOf(':') + 1));
            return text == null ? null : Values.parse(field, text, Format.ISO_8601);
        }
        List<Element> found = from.all(field.locationName());
        if (found.isEmpty()) {
            return null;
        }
        return switch (Values.type(field)) {
            case LIST ->
                    list(
                            field,
                            field.getTrait(ListTrait.class).isFlattened()
                                    ? found
                                    : found.getFirst().children());
            case MAP ->
                    map(
                            field,
                            field.getTrait(MapTrait.class).isFlattened()
                                    ? found
                                    : found.getFirst().all("entry"));
            default -> single(field, found.getFirst());
        };
    }

    private static Object single(SdkField<?> field, Element from) {
        return switch (Values.type(field)) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                read(builder, from);
                yield Values.built(builder);
            }
            case LIST -> list(field, from.children());
            case MAP -> map(field, from.all("entry"));
            default -> Values.parse(field, from.text(), Format.ISO_8601);
        };
    }

    private static List<Object> list(SdkField<?> field, List<Element> items) {
        List<Object> values = new ArrayList<>();
        items.forEach(it -> values.add(single(Values.item(field), it)));
        return values;
    }

    private static Map<String, Object> map(SdkField<?> field, List<Element> entries) {
        MapTrait trait = field.getTrait(MapTrait.class);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Element entry : entries) {
            List<Element> keys = entry.all(trait.keyLocationName());
            List<Element> all = entry.all(trait.valueLocationName());
            if (keys.size() != 1 || all.size() != 1) {
                throw Refusal.of(400, "MalformedXML", "an entry has one key and one value");
            }
            values.put(keys.getFirst().text(), single(trait.valueFieldInfo(), all.getFirst()));
        }
        return values;
    }

    /// Writes the members that belong into the body.
    static void write(StringBuilder to, SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (field.location() == MarshallLocation.PAYLOAD
                    && isSet(value)
                    && !field.containsTrait(XmlAttributeTrait.class)) {
                write(to, field, field.unmarshallLocationName(), value);
            }
        }
    }

    static boolean isSet(@Nullable Object value) {
        return value != null
                && !(value instanceof SdkAutoConstructList)
                && !(value instanceof SdkAutoConstructMap);
    }

    private static void write(StringBuilder to, SdkField<?> field, String name, Object value) {
        if (value instanceof SdkPojo pojo) {
            element(to, name, attributes(pojo), () -> write(to, pojo));
        } else if (value instanceof List<?> items) {
            ListTrait trait = field.getTrait(ListTrait.class);
            if (trait.isFlattened()) {
                items.forEach(it -> write(to, trait.memberFieldInfo(), name, it));
            } else {
                String each =
                        trait.memberLocationName() == null ? "member" : trait.memberLocationName();
                element(
                        to,
                        name,
                        "",
                        () -> items.forEach(it -> write(to, trait.memberFieldInfo(), each, it)));
            }
        } else if (value instanceof Map<?, ?> map) {
            MapTrait trait = field.getTrait(MapTrait.class);
            if (trait.isFlattened()) {
                entries(to, trait, name, map);
            } else {
                element(to, name, "", () -> entries(to, trait, "entry", map));
            }
        } else {
            text(to, name, Values.print(field, value, Format.ISO_8601));
        }
    }

    private static void entries(StringBuilder to, MapTrait trait, String name, Map<?, ?> map) {
        map.forEach((key, value) ->
                element(
                        to,
                        name,
                        "",
                        () -> {
                            text(to, trait.keyLocationName(), key.toString());
                            write(to, trait.valueFieldInfo(), trait.valueLocationName(), value);
                        }));
    }

    private static String attributes(SdkPojo pojo) {
        StringBuilder found = new StringBuilder();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && field.containsTrait(XmlAttributeTrait.class)) {
                found.append(" xmlns:xsi=\"").append(XSI).append("\" ");
                found.append(field.locationName()).append("=\"").append(escape(value.toString()));
                found.append('"');
            }
        }
        return found.toString();
    }

    static void element(StringBuilder to, String name, String attributes, Runnable content) {
        to.append('<').append(name).append(attributes).append('>');
        content.run();
        to.append("</").append(name).append('>');
    }

    static void text(StringBuilder to, String name, String text) {
        element(to, name, "", () -> to.append(escape(text)));
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}

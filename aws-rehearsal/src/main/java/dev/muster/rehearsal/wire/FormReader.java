package dev.muster.rehearsal.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/// Requests of the query protocols: `Filters.member.1.Name=...`.
final class FormReader {
    private final Query form;
    private final boolean ec2;
    private final Set<String> used = new HashSet<>(Set.of("Action", "Version"));

    private FormReader(Query form, boolean ec2) {
        this.form = form;
        this.ec2 = ec2;
    }

    static void read(SdkPojo builder, Query form, Protocol protocol) {
        FormReader reader = new FormReader(form, protocol == Protocol.EC2);
        reader.fill(builder, "");
        for (String key : form.keys()) {
            if (!reader.used.contains(key)) {
                throw Refusal.notThere("member '" + key + "'");
            }
        }
    }

    private void fill(SdkPojo builder, String prefix) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = value(field, prefix + field.locationName());
            if (value != null) {
                field.set(builder, value);
            }
        }
    }

    private @Nullable Object value(SdkField<?> field, String name) {
        return switch (Values.type(field)) {
            case SDK_POJO -> {
                if (!begins(name)) {
                    yield null;
                }
                SdkPojo builder = field.constructor().get();
                fill(builder, name + ".");
                yield Values.built(builder);
            }
            case LIST -> list(field, name);
            case MAP -> map(field, name);
            default -> {
                String text = form.get(name);
                used.add(name);
                yield text == null ? null : Values.parse(field, text, Format.ISO_8601);
            }
        };
    }

    private boolean begins(String name) {
        return form.keys().stream().anyMatch(it -> it.startsWith(name + "."));
    }

    private @Nullable List<Object> list(SdkField<?> field, String name) {
        ListTrait trait = field.getTrait(ListTrait.class);
        if (form.has(name) && form.get(name, "").isEmpty()) {
            used.add(name);
            return List.of();
        }
        String stem = name;
        if (!ec2 && !trait.isFlattened()) {
            stem += "." + Optional.ofNullable(trait.memberLocationName()).orElse("member");
        } else if (!ec2 && trait.memberLocationName() != null) {
            stem = name.replaceFirst("[^.]*$", trait.memberLocationName());
        }
        List<Object> values = new ArrayList<>();
        for (int i = 1; form.has(stem + "." + i) || begins(stem + "." + i); i++) {
            Object item = value(trait.memberFieldInfo(), stem + "." + i);
            if (item != null) {
                values.add(item);
            }
        }
        return values.isEmpty() ? null : values;
    }

    private @Nullable Map<String, Object> map(SdkField<?> field, String name) {
        MapTrait trait = field.getTrait(MapTrait.class);
        String stem = trait.isFlattened() ? name : name + ".entry";
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 1; begins(stem + "." + i); i++) {
            String key = stem + "." + i + "." + trait.keyLocationName();
            used.add(key);
            Object value =
                    value(trait.valueFieldInfo(), stem + "." + i + "." + trait.valueLocationName());
            if (value != null) {
                values.put(form.get(key, ""), value);
            }
        }
        return values.isEmpty() ? null : values;
    }
}

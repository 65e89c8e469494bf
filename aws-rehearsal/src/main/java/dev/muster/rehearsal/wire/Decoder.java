package dev.muster.rehearsal.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/// Reads a request into the SDK's own class of it.
public final class Decoder {
    /// What every request to S3 may carry, whatever it asks for.
    private static final Set<String> OF_ALL =
            Set.of(
                    "x-amz-content-sha256",
                    "x-amz-date",
                    "x-amz-decoded-content-length",
                    "x-amz-sdk-checksum-algorithm",
                    "x-amz-security-token",
                    "x-amz-te",
                    "x-amz-trailer",
                    "x-amz-user-agent");

    private final Operation operation;
    private final WireRequest request;

    private Decoder(Operation operation, WireRequest request) {
        this.operation = operation;
        this.request = request;
    }

    /// @param body empty for what streams
    public static SdkPojo read(Operation operation, WireRequest request, Query form, byte[] body) {
        SdkPojo builder = operation.newRequest();
        Decoder decoder = new Decoder(operation, request);
        switch (operation.service().protocol()) {
            case QUERY, EC2 -> FormReader.read(builder, form, operation.service().protocol());
            case JSON -> Json.fill(builder, Json.parse(body));
            case REST_JSON, REST_XML -> decoder.rest(builder, body);
        }
        return Values.built(builder);
    }

    private void rest(SdkPojo builder, byte[] body) {
        refuseUnknownHeaders();
        for (SdkField<?> field : builder.sdkFields()) {
            Object value =
                    switch (field.location()) {
                        case PATH, GREEDY_PATH -> label(field);
                        case QUERY_PARAM -> query(field);
                        case HEADER -> header(field);
                        case PAYLOAD, STATUS_CODE -> null;
                    };
            if (value != null) {
                field.set(builder, value);
            }
        }
        if (!operation.streams() && body.length > 0) {
            body(builder, body);
        }
    }

    private void body(SdkPojo builder, byte[] body) {
        SdkField<?> payload = Operation.payload(builder.sdkFields());
        if (payload == null) {
            content(builder, body);
            return;
        }
        Object value =
                switch (Values.type(payload)) {
                    case STRING -> new String(body, StandardCharsets.UTF_8);
                    case SDK_BYTES -> SdkBytes.fromByteArray(body);
                    default -> {
                        SdkPojo inner = payload.constructor().get();
                        content(inner, body);
                        yield Values.built(inner);
                    }
                };
        payload.set(builder, value);
    }

    private void content(SdkPojo builder, byte[] body) {
        if (operation.service().protocol() == Protocol.REST_JSON) {
            Json.fill(builder, Json.parse(body));
        } else {
            Xml.read(builder, Element.parse(body));
        }
    }

    private @Nullable Object label(SdkField<?> field) {
        if (operation.service().isS3()) {
            return field.location() == MarshallLocation.GREEDY_PATH
                    ? request.key()
                    : request.bucket();
        }
        String[] template = Router.segments(operation.template());
        String[] path = Router.segments(request.path());
        for (int i = 0; i < template.length; i++) {
            if (template[i].equals("{" + field.locationName() + "}")) {
                return Values.parse(
                        field,
                        WireRequest.decodePath(path[i]),
                        Values.usual(MarshallLocation.PATH));
            }
            if (template[i].equals("{" + field.locationName() + "+}")) {
                return WireRequest.decodePath(
                        String.join("/", Arrays.copyOfRange(path, i, path.length)));
            }
        }
        return null;
    }

    private @Nullable Object query(SdkField<?> field) {
        List<String> found = request.query().values().get(field.locationName());
        if (found == null) {
            return null;
        }
        return switch (Values.type(field)) {
            case LIST -> items(Values.item(field), found, MarshallLocation.QUERY_PARAM);
            case MAP -> throw Refusal.notThere("map in a query");
            default ->
                    Values.parse(
                            field, found.getFirst(), Values.usual(MarshallLocation.QUERY_PARAM));
        };
    }

    private @Nullable Object header(SdkField<?> field) {
        if (Values.isMap(field)) {
            return prefixed(field.locationName().toLowerCase(Locale.ROOT));
        }
        String text = request.header(field.locationName());
        if (text == null && field.locationName().startsWith("x-amz-")) {
            // who signs an address in advance may move headers into it
            text = request.query().get(field.locationName());
        }
        if (text == null) {
            return null;
        }
        return Values.type(field) == MarshallingKnownType.LIST
                ? items(Values.item(field), List.of(text.split(",\\s*")), MarshallLocation.HEADER)
                : Values.parse(field, text, Values.usual(MarshallLocation.HEADER));
    }

    private static List<Object> items(
            SdkField<?> item, List<String> texts, MarshallLocation location) {
        List<Object> values = new ArrayList<>();
        texts.forEach(it -> values.add(Values.parse(item, it, Values.usual(location))));
        return values;
    }

    private @Nullable Map<String, String> prefixed(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        request.headers()
                .forEach((name, values) -> {
                    if (name.startsWith(prefix)) {
                        found.put(name.substring(prefix.length()), String.join(",", values));
                    }
                });
        return found.isEmpty() ? null : found;
    }

    private void refuseUnknownHeaders() {
        for (String name : request.headers().keySet()) {
            if (operation.service().isS3()
                    && name.startsWith("x-amz-")
                    && !name.startsWith("x-amz-checksum-")
                    && !OF_ALL.contains(name)
                    && operation.members().stream().noneMatch(it -> takes(it, name))) {
                throw Refusal.notThere("header '" + name + "' of " + operation.name());
            }
        }
    }

    private static boolean takes(SdkField<?> field, String header) {
        if (field.location() != MarshallLocation.HEADER) {
            return false;
        }
        String name = field.locationName().toLowerCase(Locale.ROOT);
        return Values.isMap(field) ? header.startsWith(name) : header.equals(name);
    }
}

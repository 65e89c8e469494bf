package dev.muster.rehearsal.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers and refusals as the service does.
public final class Encoder {
    private static final String PROLOGUE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    /// Where the root of an answer is not called after its operation.
    private static final Map<String, String> ROOTS =
            Map.of(
                    "ListBuckets", "ListAllMyBucketsResult",
                    "ListObjects", "ListBucketResult",
                    "ListObjectsV2", "ListBucketResult",
                    "ListObjectVersions", "ListVersionsResult",
                    "CreateMultipartUpload", "InitiateMultipartUploadResult",
                    "DeleteObjects", "DeleteResult",
                    "GetBucketVersioning", "VersioningConfiguration");

    private Encoder() {}

    public static WireReply reply(Operation operation, SdkPojo answer, String id) {
        return switch (operation.service().protocol()) {
            case QUERY -> xml(query(operation, answer, id));
            case EC2 -> xml(ec2(operation, answer, id));
            case JSON ->
                    new WireReply(
                            200,
                            Map.of(
                                    "Content-Type",
                                    "application/x-amz-json-1.1",
                                    "x-amzn-RequestId",
                                    id),
                            bytes(Json.text(answer)));
            case REST_JSON, REST_XML -> rest(operation, answer, id);
        };
    }

    private static WireReply xml(String body) {
        return new WireReply(200, Map.of("Content-Type", "text/xml"), bytes(PROLOGUE + body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String namespace(Service service) {
        return service.namespace().map(it -> " xmlns=\"" + it + "\"").orElse("");
    }

    private static String query(Operation operation, SdkPojo answer, String id) {
        StringBuilder to = new StringBuilder();
        Xml.element(
                to,
                operation.name() + "Response",
                namespace(operation.service()),
                () -> {
                    Xml.element(to, operation.name() + "Result", "", () -> Xml.write(to, answer));
                    Xml.element(to, "ResponseMetadata", "", () -> Xml.text(to, "RequestId", id));
                });
        return to.toString();
    }

    private static String ec2(Operation operation, SdkPojo answer, String id) {
        StringBuilder to = new StringBuilder();
        Xml.element(
                to,
                operation.name() + "Response",
                namespace(operation.service()),
                () -> {
                    Xml.text(to, "requestId", id);
                    Xml.write(to, answer);
                });
        return to.toString();
    }

    private static WireReply rest(Operation operation, SdkPojo answer, String id) {
        Map<String, String> headers = new LinkedHashMap<>();
        int status = 200;
        boolean hasBody = false;
        for (SdkField<?> field : answer.sdkFields()) {
            Object value = field.getValueOrDefault(answer);
            if (!Xml.isSet(value)) {
                hasBody |= field.location() == MarshallLocation.PAYLOAD;
                continue;
            }
            if (field.location() == MarshallLocation.HEADER) {
                header(headers, field, value);
            } else if (field.location() == MarshallLocation.STATUS_CODE) {
                status = (Integer) value;
            } else {
                hasBody = true;
            }
        }
        headers.put("x-amzn-RequestId", id);
        return new WireReply(
                status, headers, hasBody ? body(operation, answer, headers) : new byte[0]);
    }

    private static void header(Map<String, String> headers, SdkField<?> field, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, it) -> headers.put(field.locationName() + key, it.toString()));
        } else if (value instanceof List<?> items) {
            headers.put(
                    field.locationName(),
                    items.stream()
                            .map(it -> print(Values.item(field), it))
                            .collect(Collectors.joining(",")));
        } else {
            headers.put(field.locationName(), print(field, value));
        }
    }

    private static String print(SdkField<?> field, Object value) {
        return Values.print(field, value, Values.usual(MarshallLocation.HEADER));
    }

    private static byte[] body(Operation operation, SdkPojo answer, Map<String, String> headers) {
        SdkField<?> payload = Operation.payload(answer.sdkFields());
        boolean json = operation.service().protocol() == Protocol.REST_JSON;
        if (payload != null) {
            Object value = payload.getValueOrDefault(answer);
            if (value instanceof SdkBytes raw) {
                return raw.asByteArray();
            }
            if (operation.name().equals("GetBucketLocation")) {
                StringBuilder to = new StringBuilder(PROLOGUE);
                String text = value == null ? "" : Xml.escape(value.toString());
                Xml.element(
                        to,
                        "LocationConstraint",
                        namespace(operation.service()),
                        () -> to.append(text));
                return bytes(to.toString());
            }
            if (!(value instanceof SdkPojo inner)) {
                return value == null ? new byte[0] : bytes(value.toString());
            }
            return content(operation, inner, payload.unmarshallLocationName(), json, headers);
        }
        String root = operation.name() + (operation.service().isS3() ? "Result" : "Response");
        return content(
                operation, answer, ROOTS.getOrDefault(operation.name(), root), json, headers);
    }

    private static byte[] content(
            Operation operation,
            SdkPojo pojo,
            String root,
            boolean json,
            Map<String, String> headers) {
        headers.putIfAbsent("Content-Type", json ? "application/json" : "application/xml");
        if (json) {
            return bytes(Json.text(pojo));
        }
        StringBuilder to = new StringBuilder(PROLOGUE);
        Xml.element(to, root, namespace(operation.service()), () -> Xml.write(to, pojo));
        return bytes(to.toString());
    }

    /// @param details what S3 adds to some of its refusals, such as the right region
    public static WireReply refusal(
            Service service, AwsServiceException refused, String id, Map<String, String> details) {
        String code = Refusal.code(refused);
        return switch (service.protocol()) {
            case JSON, REST_JSON -> {
                ObjectNode body = JsonNodeFactory.instance.objectNode();
                body.put("__type", code).put("message", Refusal.text(refused));
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put("Content-Type", "application/x-amz-json-1.1");
                headers.put("x-amzn-ErrorType", code);
                headers.put("x-amzn-RequestId", id);
                yield new WireReply(refused.statusCode(), headers, bytes(body.toString()));
            }
            case QUERY, EC2, REST_XML -> {
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put("Content-Type", "application/xml");
                headers.put("x-amz-request-id", id);
                yield new WireReply(
                        refused.statusCode(),
                        headers,
                        bytes(PROLOGUE + envelope(service, refused, id, details)));
            }
        };
    }

    private static String envelope(
            Service service, AwsServiceException refused, String id, Map<String, String> details) {
        StringBuilder error = new StringBuilder();
        Xml.element(
                error,
                "Error",
                "",
                () -> {
                    if (!service.isS3() && service.protocol() != Protocol.EC2) {
                        Xml.text(error, "Type", refused.statusCode() < 500 ? "Sender" : "Receiver");
                    }
                    Xml.text(error, "Code", Refusal.code(refused));
                    Xml.text(error, "Message", Refusal.text(refused));
                    details.forEach((name, value) -> Xml.text(error, name, value));
                    if (service.isS3()) {
                        Xml.text(error, "RequestId", id);
                    }
                });
        if (service.isS3()) {
            return error.toString();
        }
        StringBuilder to = new StringBuilder();
        if (service.protocol() == Protocol.EC2) {
            Xml.element(
                    to,
                    "Response",
                    "",
                    () -> {
                        Xml.element(to, "Errors", "", () -> to.append(error));
                        Xml.text(to, "RequestID", id);
                    });
        } else {
            Xml.element(
                    to,
                    "ErrorResponse",
                    namespace(service),
                    () -> {
                        to.append(error);
                        Xml.text(to, "RequestId", id);
                    });
        }
        return to.toString();
    }
}

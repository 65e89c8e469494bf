package dev.muster.rehearsal.server;

import com.sun.net.httpserver.HttpExchange;
import dev.muster.model.Timing;
import dev.muster.rehearsal.wire.Decoder;
import dev.muster.rehearsal.wire.Encoder;
import dev.muster.rehearsal.wire.Operation;
import dev.muster.rehearsal.wire.Payload;
import dev.muster.rehearsal.wire.Protocol;
import dev.muster.rehearsal.wire.Query;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.wire.Service;
import dev.muster.rehearsal.wire.Signature;
import dev.muster.rehearsal.wire.WireReply;
import dev.muster.rehearsal.wire.WireRequest;
import dev.muster.rehearsal.world.Account;
import dev.muster.rehearsal.world.Ids;
import dev.muster.rehearsal.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;

/// From request to answer.
final class Dispatch {
    private static final int LARGEST_REQUEST = 32 << 20;
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private final World world;
    private final Map<String, Operations> services = new LinkedHashMap<>();
    private final Timing timing;
    private final Set<String> regions = new TreeSet<>();

    Dispatch(World world, List<Operations> services, Timing timing) {
        this.world = world;
        this.timing = timing;
        services.forEach(it -> this.services.put(it.service().name(), it));
        Region.regions().forEach(it -> regions.add(it.id()));
    }

    void handle(WireRequest request, HttpExchange exchange)
            throws IOException, InterruptedException {
        String id = Ids.hex(8);
        Service service = Service.S3;
        try (InputStream raw = exchange.getRequestBody()) {
            WireReply reply;
            Optional<Reply.Body> body = Optional.empty();
            try {
                Signature signature = signature(request);
                Operations operations = operations(signature);
                service = operations.service();
                String region = operations.home().orElse(signature.region());
                if (world.faults().isLost(region, service.name())) {
                    return; // the connection ends without an answer, as there is nobody
                }
                checkTroubles(region, service.name());
                Answered answered = answer(request, signature, operations, raw, id);
                reply = answered.head();
                body = answered.body();
            } catch (AwsServiceException e) {
                reply = Encoder.refusal(service, e, id, Details.of(e));
                reply.headers().putAll(Details.headers(e));
            } catch (IllegalStateException | IllegalArgumentException | ClassCastException e) {
                reply =
                        Encoder.refusal(
                                service,
                                Refusal.of(500, "InternalError", "a fault of the rehearsal: " + e),
                                id,
                                Map.of());
            }
            try {
                // a client that still writes would see a broken connection instead of the answer
                raw.transferTo(OutputStream.nullOutputStream());
                send(exchange, request, reply, body);
            } finally {
                body.ifPresent(Reply.Body::close);
            }
        }
    }

    private static Signature signature(WireRequest request) {
        return Signature.of(request)
                .orElseThrow(() ->
                        Refusal.of(
                                403,
                                request.headers().containsKey("authorization")
                                                || request.query().has("Signature")
                                        ? "InvalidRequest"
                                        : "AccessDenied",
                                "The authorization mechanism you have provided is not supported."
                                        + " Please use AWS4-HMAC-SHA256."));
    }

    private Operations operations(Signature signature) {
        Operations found = services.get(signature.service());
        if (found == null) {
            throw Refusal.notThere("service '" + signature.service() + "'");
        }
        if (!regions.contains(signature.region())) {
            throw Refusal.notThere("region '" + signature.region() + "'");
        }
        return found;
    }

    private void checkTroubles(String region, String service) throws InterruptedException {
        if (!world.faults().delay(region, service).isZero()) {
            timing.pause(world.faults().delay(region, service));
        }
        if (!world.faults().admits(region, service)) {
            throw service.equals("s3")
                    ? Refusal.of(503, "SlowDown", "Please reduce your request rate.")
                    : Refusal.of(400, "Throttling", "Rate exceeded");
        }
    }

    private record Answered(WireReply head, Optional<Reply.Body> body) {}

    private Answered answer(
            WireRequest request,
            Signature signature,
            Operations operations,
            InputStream raw,
            String id)
            throws IOException {
        Service service = operations.service();
        Account account =
                world.accounts()
                        .ofKey(signature.accessKey())
                        .orElseThrow(() -> unknownKey(service));
        String promised = promised(request, signature, service);
        byte[] body = new byte[0];
        if (promised.isEmpty()) {
            // the digest of what other services get is not sent, but computed
            body = raw.readNBytes(LARGEST_REQUEST);
            promised = Payloads.digest(body);
        }
        signature.check(request, account.secret(), promised, world.clock().real());
        Payload payload =
                Payload.of(
                        body.length > 0 ? new ByteArrayInputStream(body) : raw,
                        promised,
                        signature,
                        account.secret());
        Query form = Query.parse(null);
        if (service.protocol() == Protocol.QUERY || service.protocol() == Protocol.EC2) {
            form = Query.parse(new String(payload.readAllBytes(), StandardCharsets.UTF_8));
        }
        Operation operation = operations.find(request, form);
        boolean streams = operation.streams();
        byte[] content = streams ? new byte[0] : payload.readNBytes(LARGEST_REQUEST);
        if (!streams) {
            Payloads.check(request, payload, content);
        }
        SdkPojo question = Decoder.read(operation, request, form, content);
        Call call =
                new Call(request, account, signature.region(), world.clock().instant(), payload);
        Reply reply = operations.answer(operation, question, call);
        WireReply head = Encoder.reply(operation, reply.answer(), id);
        return new Answered(
                reply.status() == 0
                        ? head
                        : new WireReply(reply.status(), head.headers(), head.body()),
                reply.body());
    }

    private static String promised(WireRequest request, Signature signature, Service service) {
        String header = request.header("x-amz-content-sha256", "");
        if (!header.isEmpty()) {
            return header;
        }
        if (!service.name().equals("s3")) {
            return "";
        }
        if (signature.expires().isPresent()) {
            return UNSIGNED;
        }
        throw Refusal.of(
                400,
                "InvalidRequest",
                "Missing required header for this request: x-amz-content-sha256");
    }

    private static AwsServiceException unknownKey(Service service) {
        return switch (service.protocol()) {
            case JSON, REST_JSON ->
                    Refusal.of(
                            400,
                            "UnrecognizedClientException",
                            "The security token included in the request is invalid.");
            case QUERY, EC2, REST_XML ->
                    service.name().equals("s3")
                            ? Refusal.of(
                                    403,
                                    "InvalidAccessKeyId",
                                    "The AWS Access Key Id you provided does not exist in our"
                                            + " records.")
                            : Refusal.of(
                                    403,
                                    "InvalidClientTokenId",
                                    "The security token included in the request is invalid.");
        };
    }

    private static void send(
            HttpExchange exchange, WireRequest request, WireReply reply, Optional<Reply.Body> body)
            throws IOException {
        boolean head =
                request.method().equals("HEAD") || reply.status() == 204 || reply.status() == 304;
        reply.headers()
                .forEach((name, value) -> {
                    if (head || !name.equalsIgnoreCase("Content-Length")) {
                        exchange.getResponseHeaders().set(name, value);
                    }
                });
        long length = body.map(Reply.Body::length).orElse((long) reply.body().length);
        exchange.sendResponseHeaders(reply.status(), head || length == 0 ? -1 : length);
        if (head || length == 0) {
            return;
        }
        try (OutputStream to = exchange.getResponseBody()) {
            if (body.isPresent()) {
                body.get().writeTo(to);
            } else {
                to.write(reply.body());
            }
        }
    }
}

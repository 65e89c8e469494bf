package dev.muster.vault.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the AWS SDK makes of the errors of KMS, as its API reference has them: a server gives them.
class KmsFaultsIT {
    private static final String PARIS = "arn:aws:kms:eu-west-3:111122223333:key/mrk-0a1b";
    private static final String DUBLIN = "arn:aws:kms:eu-west-1:111122223333:key/mrk-0a1b";
    private static final byte[] PLAIN = {1, 2, 3};
    private static final byte[] WRAPPED = {9};
    private static final Map<String, String> BEFORE = new HashMap<>();

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    private record Reply(int status, String body) {}

    @BeforeAll
    static void credentials() {
        set("aws.accessKeyId", "test");
        set("aws.secretAccessKey", "test");
    }

    private static void set(String name, String value) {
        BEFORE.put(name, Optional.ofNullable(System.setProperty(name, value)).orElse(""));
    }

    @AfterAll
    static void noCredentials() {
        BEFORE.keySet().forEach(System::clearProperty);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// By the region that the request was signed for.
    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        String signed = exchange.getRequestHeaders().getFirst("Authorization");
        String region = signed.contains("eu-west-1") ? "eu-west-1" : "eu-west-3";
        Reply reply = replies.getOrDefault(region, opened());
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Reply opened() {
        String plain = Base64.getEncoder().encodeToString(PLAIN);
        String wrapped = Base64.getEncoder().encodeToString(WRAPPED);
        return new Reply(
                200, "{\"Plaintext\":\"" + plain + "\",\"CiphertextBlob\":\"" + wrapped + "\"}");
    }

    private static Reply error(int status, String code, String message) {
        return new Reply(status, "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    private AwsKms kms(String keys) {
        return new AwsKms(
                keys, Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(
                        error(400, "AccessDeniedException", "User: x is not authorized"),
                        KmsErrors.DENIED,
                        "not authorized"),
                Arguments.of(
                        error(400, "UnrecognizedClientException", "The security token is invalid"),
                        KmsErrors.DENIED,
                        "token"),
                Arguments.of(
                        error(400, "ExpiredTokenException", "expired"),
                        KmsErrors.DENIED,
                        "expired"),
                Arguments.of(
                        error(400, "DisabledException", "mrk-0a1b is disabled."),
                        KmsErrors.KEY_STATE,
                        "aws kms enable-key --region eu-west-3"),
                Arguments.of(
                        error(400, "KMSInvalidStateException", "mrk-0a1b is pending deletion."),
                        KmsErrors.KEY_STATE,
                        "aws kms cancel-key-deletion --region eu-west-3"),
                Arguments.of(
                        error(400, "NotFoundException", "Key does not exist"),
                        KmsErrors.NOT_FOUND,
                        "eu-west-3"),
                Arguments.of(
                        error(400, "InvalidCiphertextException", ""),
                        KmsErrors.NOT_OURS,
                        "InvalidCiphertextException"),
                Arguments.of(
                        error(400, "IncorrectKeyException", "another key"),
                        KmsErrors.NOT_OURS,
                        "another key"),
                Arguments.of(
                        error(500, "KeyUnavailableException", "later"),
                        KmsErrors.UNREACHABLE,
                        "later"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void eachRefusalSaysWhatToDo(Reply reply, ErrorCode code, String said) {
        replies.put("eu-west-3", reply);
        MusterException told = refusal(PARIS);
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.getMessage() + " " + told.hint()).contains("eu-west-3", PARIS, said);
        replies.clear();
        assertThat(kms(PARIS).unwrap(WRAPPED, Map.of())).isEqualTo(PLAIN);
    }

    private MusterException refusal(String keys) {
        return catchThrowableOfType(
                MusterException.class, () -> kms(keys).unwrap(WRAPPED, Map.of("a", "b")));
    }

    @Test
    void theKeyOfAnotherRegionOpensWhatALostRegionCannot() {
        replies.put("eu-west-3", error(500, "KMSInternalException", "lost"));
        assertThat(kms(PARIS + "," + DUBLIN).unwrap(WRAPPED, Map.of())).isEqualTo(PLAIN);
        replies.put("eu-west-1", error(400, "DisabledException", "off"));
        MusterException told = refusal(PARIS + "," + DUBLIN);
        assertThat(told.code()).isEqualTo(KmsErrors.UNREACHABLE);
        assertThat(told).hasMessageContaining("eu-west-3").hasMessageContaining("eu-west-1");
    }

    @Test
    void aSlotIsNotMadeIfOneOfItsKeysWouldNotOpenIt() {
        assertThat(kms(PARIS + "," + DUBLIN).wrap(PLAIN, Map.of())).isEqualTo(WRAPPED);
        replies.put("eu-west-1", error(400, "NotFoundException", "no replica"));
        MusterException told =
                catchThrowableOfType(
                        MusterException.class,
                        () -> kms(PARIS + "," + DUBLIN).wrap(PLAIN, Map.of()));
        assertThat(told.code()).isEqualTo(KmsErrors.NOT_FOUND);
    }

    @Test
    void aRequestThatIsThrottledIsTriedAgain() {
        replies.put("eu-west-3", error(400, "ThrottlingException", "slow down"));
        assertThat(refusal(PARIS).code()).isEqualTo(KmsErrors.UNREACHABLE);
        assertThat(asked.get()).isGreaterThan(1);
    }

    @Test
    void aServiceThatIsNotThereIsToldAsSuch() {
        server.stop(0);
        MusterException told = refusal(PARIS);
        assertThat(told.code()).isEqualTo(KmsErrors.UNREACHABLE);
        assertThat(told).hasMessageContaining("Connection refused");
    }
}

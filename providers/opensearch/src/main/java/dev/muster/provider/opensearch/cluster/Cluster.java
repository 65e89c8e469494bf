package dev.muster.provider.opensearch.cluster;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.provider.opensearch.kind.OpenSearchSettings.Connection;
import dev.muster.provider.opensearch.kind.Tls;
import dev.muster.trust.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// A cluster, asked over HTTP. One thread at a time.
public final class Cluster implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(1);

    /// No answer that is asked for here is larger, whoever it is that answers.
    private static final long LARGEST = 256L << 20;

    private static final int REDIRECTED = 300;
    private static final int UNKNOWN = 401;
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ComponentId component;
    private final Connection connection;
    private final Duration patience;
    private final HttpClient client;

    private Cluster(ComponentId component, Connection connection, Duration patience) {
        this.component = component;
        this.connection = connection;
        this.patience = patience;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(CONNECT);
        if (connection.tls() != Tls.DISABLE) {
            builder.sslContext(trust(connection));
        }
        this.client = builder.build();
    }

    private static SSLContext trust(Connection connection) {
        Optional<Path> authority = connection.ca().map(file -> Path.of(file.path()));
        try {
            return connection.tls() == Tls.REQUIRE ? Trust.inAnybody() : Trust.in(authority);
        } catch (GeneralSecurityException | IOException error) {
            String file = authority.map(Path::toString).orElse("CA");
            throw OpenSearchErrors.UNREACHABLE.error(
                    "the authority in " + file + " cannot be used: " + error.getMessage(),
                    "openssl x509 -in " + file + " -noout -text",
                    error);
        }
    }

    public static Cluster of(ComponentId component, Connection connection) {
        return new Cluster(component, connection, ANSWER);
    }

    /// One that gives up soon where nobody answers.
    public static Cluster of(ComponentId component, Connection connection, Duration patience) {
        return new Cluster(component, connection, patience);
    }

    public ComponentId component() {
        return component;
    }

    public Address address() {
        return connection.address();
    }

    /// @param path with its query, such as `_cat/indices?format=json`
    public JsonNode get(String path) throws InterruptedException {
        return require("GET", path, Optional.empty());
    }

    /// As [#get], of what may not be there.
    public Optional<JsonNode> find(String path) throws InterruptedException {
        Answer answer = ask("GET", path, Optional.empty());
        return answer.status() == MISSING
                ? Optional.empty()
                : Optional.of(body("GET", path, answer));
    }

    public JsonNode put(String path, JsonNode body) throws InterruptedException {
        return require("PUT", path, Optional.of(body));
    }

    public JsonNode post(String path, JsonNode body) throws InterruptedException {
        return require("POST", path, Optional.of(body));
    }

    public void delete(String path) throws InterruptedException {
        Answer answer = ask("DELETE", path, Optional.empty());
        if (answer.status() != MISSING) {
            body("DELETE", path, answer);
        }
    }

    /// What stands in a document of its own.
    public static JsonNode parse(byte[] text) {
        return JSON.readTree(text);
    }

    public static byte[] bytes(JsonNode value) {
        return JSON.writeValueAsBytes(value);
    }

    /// An empty object to put values into.
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private JsonNode require(String method, String path, Optional<JsonNode> body)
            throws InterruptedException {
        return body(method, path, ask(method, path, body));
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    private record Answer(int status, byte[] content) {}

    private Answer ask(String method, String path, Optional<JsonNode> body)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .timeout(patience)
                        .method(
                                method,
                                body.map(it -> BodyPublishers.ofByteArray(bytes(it)))
                                        .orElseGet(BodyPublishers::noBody));
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<byte[]> response =
                    client.send(
                            request.build(),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            return new Answer(response.statusCode(), response.body());
        } catch (IOException silent) {
            throw OpenSearchErrors.UNREACHABLE.error(
                    this + ": nobody answers: " + reason(silent), "curl -sS " + uri(""), silent);
        }
    }

    private static String reason(IOException silent) {
        String message = silent.getMessage();
        return message == null ? silent.getClass().getSimpleName() : message;
    }

    private URI uri(String path) {
        return URI.create(
                (connection.tls() == Tls.DISABLE ? "http://" : "https://")
                        + address()
                        + "/"
                        + path);
    }

    private Optional<String> authorization() {
        return connection
                .user()
                .map(user -> {
                    String both =
                            user + ":" + connection.password().map(it -> it.reveal()).orElse("");
                    return "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(both.getBytes(StandardCharsets.UTF_8));
                });
    }

    private JsonNode body(String method, String path, Answer answer) {
        JsonNode content = content(answer);
        if (answer.status() < REDIRECTED) {
            return content;
        }
        String said =
                content.path("error").path("reason").asString("HTTP status " + answer.status());
        String deeper = content.path("error").path("caused_by").path("reason").asString("");
        String message =
                this
                        + ": it refuses "
                        + method
                        + " "
                        + path
                        + ": "
                        + said
                        + (deeper.isEmpty() ? "" : ": " + deeper);
        if (answer.status() == UNKNOWN || answer.status() == FORBIDDEN) {
            throw OpenSearchErrors.LOGIN.error(
                    message, "give the user the roles manage_snapshots and readall");
        }
        throw refused(message);
    }

    private static MusterException refused(String message) {
        return OpenSearchErrors.REFUSED.error(
                message, "read the log of the cluster; then run the same command again");
    }

    private JsonNode content(Answer answer) {
        try {
            return answer.content().length == 0
                    ? MissingNode.getInstance()
                    : JSON.readTree(answer.content());
        } catch (JacksonException notJson) {
            throw OpenSearchErrors.UNREACHABLE.error(
                    this + ": what answers is no OpenSearch: HTTP status " + answer.status(),
                    "curl -sS " + uri(""),
                    notJson);
        }
    }

    @Override
    public String toString() {
        return component + " at " + address();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

package dev.muster.provider.redis;

import dev.muster.kind.Port;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.Secret;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.provider.redis.kind.Tls;
import dev.muster.provider.redis.source.Endpoint;
import dev.muster.provider.redis.source.Info;
import dev.muster.provider.redis.source.RedisConnection;
import dev.muster.provider.redis.source.Reply;
import dev.muster.servers.Ports;
import dev.muster.servers.RedisBinaries;
import dev.muster.servers.RedisServer;
import dev.muster.testkit.RealTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A running Redis, with a client that may do everything.
final class Redis implements AutoCloseable {
    static final String PASSWORD = "s3cret 'pass\"word";
    static final String USER = "muster";

    private final RedisServer server;

    private Redis(RedisServer server) {
        this.server = server;
    }

    static RedisBinaries embedded() {
        return RedisBinaries.embedded(Path.of("target", "embedded"));
    }

    /// With a user that may do what the documentation says and no more.
    static Redis start(RedisBinaries binaries, Path folder, List<String> options) throws Exception {
        List<String> all = new ArrayList<>(options);
        RedisServer server = new RedisServer(binaries, folder, Ports.free(), all, new RealTiming());
        server.start();
        Redis redis = new Redis(server);
        redis.allow();
        return redis;
    }

    /// Lets Muster in; a server that starts again has forgotten it.
    void allow() throws IOException {
        ask(
                "ACL",
                "SETUSER",
                USER,
                "on",
                ">" + PASSWORD,
                "-@all",
                "+psync",
                "+replconf",
                "+ping",
                "+info");
    }

    /// Waits until the server shows a receiver of that name.
    void awaitReceiver(String name) throws Exception {
        try (RedisConnection connection = open(port(), Optional.empty())) {
            while (connection.info().receivers(name) == 0) {
                new RealTiming().pause(Duration.ofMillis(20));
            }
        }
    }

    RedisServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    Reply ask(String... words) throws IOException {
        return ask(port(), Optional.empty(), words);
    }

    static Reply ask(int port, Optional<String> password, String... words) throws IOException {
        try (RedisConnection connection = open(port, password)) {
            Reply reply = connection.ask(words);
            if (reply instanceof Reply.Refusal refusal) {
                throw new IOException(String.join(" ", words) + ": " + refusal.message());
            }
            return reply;
        }
    }

    static RedisConnection open(int port, Optional<String> password) throws IOException {
        RedisSettings.Connection connection =
                new RedisSettings.Connection(
                        "127.0.0.1",
                        new Port(port),
                        Optional.empty(),
                        password.map(Secret::new),
                        Tls.DISABLE,
                        Optional.empty());
        Endpoint endpoint =
                new Endpoint(new ComponentId("test"), new Address("127.0.0.1", port), connection);
        return RedisConnection.connect(endpoint, Duration.ofSeconds(30));
    }

    LogPosition end() throws IOException {
        try (RedisConnection connection = open(port(), Optional.empty())) {
            Info info = connection.info();
            return info.end().orElseThrow();
        }
    }

    String digest() throws IOException {
        return digest(port(), Optional.empty());
    }

    static String digest(int port, Optional<String> password) throws IOException {
        return ask(port, password, "DEBUG", "DIGEST").shown();
    }

    static Set<Integer> numbers(int port, Optional<String> password) throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        if (ask(port, password, "SMEMBERS", "numbers") instanceof Reply.Many many) {
            many.all().forEach(each -> numbers.add(Integer.valueOf(each.shown())));
        }
        return numbers;
    }

    @Override
    public void close() {
        server.close();
    }
}

package dev.muster.provider.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.kind.Facts;
import dev.muster.kind.Port;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import dev.muster.provider.Target;
import dev.muster.provider.local.kind.Control;
import dev.muster.provider.local.kind.FrontDoorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/// Targets before a front door, and small backends behind it.
final class DoorFixture {
    static final RegionId WEST = new RegionId("west");
    static final RegionId EAST = new RegionId("east");
    static final Secret TOKEN = new Secret("open sesame");

    private DoorFixture() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static Target<FrontDoorSettings> target(RegionId region, int port, int control) {
        return target(region, port, control, TOKEN);
    }

    static Target<FrontDoorSettings> target(RegionId region, int port, int control, Secret token) {
        FrontDoorSettings settings =
                new FrontDoorSettings(
                        "127.0.0.1",
                        new Port(port),
                        new Control(new Port(control), token),
                        "/ready",
                        Duration.ofSeconds(20));
        Situation<FrontDoorSettings> situation =
                new Situation<>(
                        new ComponentId("gate"),
                        settings,
                        Optional.empty(),
                        Recovery.UNSAID,
                        Optional.empty(),
                        Set.of(WEST),
                        region,
                        new RestoreTarget.Latest(),
                        Map.of(),
                        Facts.NONE);
        return new Target<>(situation, region, Map.of());
    }

    /// Answers `/ready` with its own port.
    static HttpServer backend() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ready", exchange -> answer(exchange, server.getAddress().getPort()));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int port) throws IOException {
        byte[] body = Integer.toString(port).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static Address address(HttpServer server) {
        return new Address("127.0.0.1", server.getAddress().getPort());
    }
}

package dev.muster.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.operations.OperationErrors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Gives figures out at `/metrics` to whoever asks.
final class MetricsDoor implements AutoCloseable {
    private static final String PATH = "/metrics";

    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsDoor(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static MetricsDoor open(InetSocketAddress listen, Supplier<String> page) {
        try {
            HttpServer server = HttpServer.create(listen, 0);
            // one at a time is enough for those who scrape, and holds up nothing else
            ExecutorService threads =
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name("metrics door").factory());
            server.createContext("/", exchange -> answer(exchange, page));
            server.setExecutor(threads);
            server.start();
            return new MetricsDoor(server, threads);
        } catch (IOException e) {
            throw OperationErrors.NO_METRICS.error(
                    "nobody can listen at " + listen + ": " + e.getMessage(),
                    "muster serve --metrics PORT, with a port that is free",
                    e);
        }
    }

    private static void answer(HttpExchange exchange, Supplier<String> page) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean reads = method.equals("GET") || method.equals("HEAD");
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!reads) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] text = page.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", MetricsText.TYPE);
                if (method.equals("HEAD")) {
                    exchange.sendResponseHeaders(200, -1);
                } else {
                    exchange.sendResponseHeaders(200, text.length);
                    exchange.getResponseBody().write(text);
                }
            }
        }
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

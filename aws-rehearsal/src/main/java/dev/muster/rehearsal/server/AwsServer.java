package dev.muster.rehearsal.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.model.Timing;
import dev.muster.rehearsal.wire.Query;
import dev.muster.rehearsal.wire.WireRequest;
import dev.muster.rehearsal.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The one endpoint of all services, accounts and regions. Bound to loopback only.
public final class AwsServer implements AutoCloseable {
    /// No bucket can be called so.
    private static final String ADMIN = "/_rehearsal/";

    private static final int BACKLOG = 1024;
    private static final int LARGEST_QUESTION = 1 << 20;

    private final HttpServer http;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Dispatch dispatch;
    private final Admin admin;

    /// @param port zero for a free one
    public AwsServer(int port, World world, List<Operations> services, Admin admin, Timing timing)
            throws IOException {
        this.admin = admin;
        dispatch = new Dispatch(world, services, timing);
        http =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
                        BACKLOG);
        http.setExecutor(workers);
        http.createContext("/", this::handle);
        http.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String path = uri.getRawPath() == null ? "/" : uri.getRawPath();
            if (path.startsWith(ADMIN)) {
                administer(exchange, path.substring(ADMIN.length()));
                return;
            }
            Map<String, List<String>> headers = new LinkedHashMap<>(exchange.getRequestHeaders());
            WireRequest request =
                    new WireRequest(
                            exchange.getRequestMethod(),
                            path,
                            Query.parse(uri.getRawQuery()),
                            headers);
            dispatch.handle(request, exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void administer(HttpExchange exchange, String verb) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] body;
        try (InputStream from = exchange.getRequestBody()) {
            body = from.readNBytes(LARGEST_QUESTION);
        }
        Map.Entry<Integer, byte[]> answer = admin.answer(token == null ? "" : token, verb, body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.getKey(), answer.getValue().length);
        try (OutputStream to = exchange.getResponseBody()) {
            to.write(answer.getValue());
        }
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }
}

package dev.muster.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The shop's program. It listens on the loopback address: `POST /orders` takes an order under the
/// customer's own number, `GET /orders?from=&after=&limit=` and `GET /orders/count` tell them, `GET
/// /products?limit=` tells what there is, and `GET /health` asks the database.
public final class Shop {
    private static final int LONGEST_FORM = 4096;
    private static final int BACKLOG = 256;

    private final ShopSettings settings;
    private final Connections connections;

    private Shop(ShopSettings settings) {
        this.settings = settings;
        this.connections = new Connections(settings);
    }

    public static void main(String[] arguments) throws IOException {
        new Shop(ShopSettings.of(System.getenv())).open();
    }

    private void open() throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()),
                        BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        System.out.println("shop open in " + settings.region() + " at " + server.getAddress());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Reply reply;
        try {
            reply = reply(exchange);
        } catch (IllegalArgumentException e) {
            reply = new Reply(400, e.getMessage() + "\n");
        } catch (SQLException e) {
            System.out.println(exchange.getRequestURI() + ": " + e.getMessage());
            reply = new Reply(503, "the database does not answer as it should\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = new Reply(503, "closing\n");
        }
        byte[] body = reply.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Region", settings.region());
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Reply reply(HttpExchange exchange)
            throws IOException, SQLException, InterruptedException {
        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        return switch (what) {
            case "POST /orders" -> place(form(body(exchange)));
            case "GET /orders" ->
                    new Reply(
                            200,
                            connections.with(connection ->
                                    Orders.list(
                                            connection,
                                            number(query, "from", 0),
                                            number(query, "after", 0),
                                            limit(query))));
            case "GET /orders/count" -> new Reply(200, connections.with(Orders::count) + "\n");
            case "GET /products" ->
                    new Reply(
                            200,
                            connections.with(
                                    connection -> Orders.products(connection, limit(query))));
            case "GET /health" ->
                    connections.with(Orders::serves)
                            ? new Reply(200, "serving from " + settings.region() + "\n")
                            : new Reply(503, "the database takes no orders\n");
            default -> new Reply(404, "no such page\n");
        };
    }

    private Reply place(Map<String, String> form) throws SQLException, InterruptedException {
        long number = number(form, "number", 0);
        int product = (int) number(form, "product", 0);
        int customer = (int) number(form, "customer", 0);
        int quantity = (int) number(form, "quantity", 0);
        if (number < 1 || product < 1 || customer < 1 || quantity < 1) {
            return new Reply(400, "an order has number, product, customer and quantity\n");
        }
        Orders.Placed placed =
                connections.with(connection ->
                        Orders.place(connection, number, product, customer, quantity));
        return switch (placed) {
            case NEW -> new Reply(201, "taken\n");
            case KNOWN -> new Reply(200, "taken before\n");
            case TAKEN -> new Reply(409, "another order has this number\n");
        };
    }

    private static String body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_FORM + 1);
        if (bytes.length > LONGEST_FORM) {
            throw new IllegalArgumentException("an order is shorter");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, String> form(@Nullable String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private static long number(Map<String, String> values, String name, long otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + " is no number");
        }
        return Long.parseLong(text);
    }

    private static int limit(Map<String, String> query) {
        return (int) Math.min(10_000, number(query, "limit", 100));
    }

    private record Reply(int status, String text) {}
}

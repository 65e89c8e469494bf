package dev.muster.provider.local.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.muster.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// The control port: `GET /route` tells the route, `PUT /route` sets it.
final class RouteHandler implements HttpHandler {
    private static final int LONGEST_ORDER = 2048;

    private final FrontDoor door;
    private final byte[] authorization;

    RouteHandler(FrontDoor door, Secret token) {
        this.door = door;
        this.authorization = ("Bearer " + token.reveal()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!allowed(exchange)) {
                answer(exchange, 401, "the token is missing or wrong\n");
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "GET" -> tell(exchange);
                case "PUT" -> set(exchange);
                default -> answer(exchange, 405, "only GET and PUT\n");
            }
        }
    }

    private boolean allowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization);
    }

    private void tell(HttpExchange exchange) throws IOException {
        Optional<DoorRoute> route = door.route();
        answer(exchange, route.isPresent() ? 200 : 204, route.map(DoorRoute::text).orElse(""));
    }

    private void set(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_ORDER + 1);
        if (body.length > LONGEST_ORDER) {
            answer(exchange, 413, "an order is shorter\n");
            return;
        }
        DoorOrder order;
        try {
            order = DoorOrder.parse(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, e.getMessage() + "\n");
            return;
        }
        try {
            carryOut(exchange, order);
        } catch (IOException e) {
            answer(exchange, 507, "cannot keep the route: " + e.getMessage() + "\n");
        }
    }

    private void carryOut(HttpExchange exchange, DoorOrder order) throws IOException {
        switch (door.take(order)) {
            case DoorRoute.Decision.AlreadySo same -> answer(exchange, 200, same.route().text());
            case DoorRoute.Decision.Switch change -> answer(exchange, 200, change.route().text());
            case DoorRoute.Decision.Fenced fenced ->
                    answer(exchange, 409, "epoch " + fenced.epoch() + " gave an order before\n");
            case DoorRoute.Decision.Stale stale ->
                    answer(exchange, 412, "the route has version " + stale.version() + "\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}

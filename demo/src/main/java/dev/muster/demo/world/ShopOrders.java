package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.drill.client.Order;
import dev.muster.drill.measure.StoredOrder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads orders from the shop as anybody can.
///
/// @param address the public one
record ShopOrders(URI address) {
    private static final int PAGE = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// All orders with a number from there on, as the shop took them.
    List<StoredOrder> from(long number) throws InterruptedException {
        List<StoredOrder> orders = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long after = 0;
            while (true) {
                List<StoredOrder> page = page(client, number, after);
                if (page.isEmpty()) {
                    return orders;
                }
                orders.addAll(page);
                after = page.getLast().position();
            }
        }
    }

    private List<StoredOrder> page(HttpClient client, long number, long after)
            throws InterruptedException {
        URI uri = address.resolve("/orders?from=" + number + "&after=" + after + "&limit=" + PAGE);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw unreadable(uri, "status " + answer.statusCode());
            }
            return answer.body().lines().map(row -> parse(uri, row)).toList();
        } catch (IOException e) {
            throw unreadable(uri, e.toString());
        }
    }

    private static StoredOrder parse(URI uri, String row) {
        int comma = row.indexOf(',');
        if (comma < 1 || !row.substring(0, comma).matches("[0-9]{1,18}")) {
            throw unreadable(uri, "the row " + row);
        }
        long position = Long.parseLong(row.substring(0, comma));
        return Order.parse(row.substring(comma + 1))
                .map(order -> new StoredOrder(order, position))
                .orElseThrow(() -> unreadable(uri, "the row " + row));
    }

    private static RuntimeException unreadable(URI uri, String why) {
        return DemoErrors.ANSWER.error(
                "the shop does not tell its orders: " + uri + ": " + why, "curl '" + uri + "'");
    }
}

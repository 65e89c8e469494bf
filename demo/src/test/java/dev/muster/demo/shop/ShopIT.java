package dev.muster.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.demo.MachineTiming;
import dev.muster.drill.client.Order;
import dev.muster.model.Secret;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ShopIT {
    private static final MachineTiming TIMING = new MachineTiming();

    @TempDir Path folder;
    private final int port = Ports.free();
    private final HttpClient client = HttpClient.newHttpClient();

    private record Reply(int status, String text) {}

    private Reply ask(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException refused) {
            return new Reply(0, "");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void await(int status) throws InterruptedException {
        while (ask("GET", "/health", "").status() != status) {
            TIMING.pause(Duration.ofMillis(20));
        }
    }

    @Test
    void itTakesEachNumberOnceAndComesBackWithItsDatabase() throws Exception {
        try (PostgresqlServer database = database()) {
            Process shop = shop(database.port());
            try {
                await(200);
                takesEachNumberOnce();
                refusesWhatIsNoOrder();

                database.kill();
                await(503);
                assertThat(ask("POST", "/orders", Order.of(9).form()).status()).isEqualTo(503);

                database.start();
                assertThat(ask("POST", "/orders", Order.of(9).form()).status())
                        .as("the first order after the return, over stale connections")
                        .isEqualTo(201);
                assertThat(ask("GET", "/orders/count", "").text().strip()).isEqualTo("4");
            } finally {
                shop.destroyForcibly().waitFor();
            }
        }
    }

    private void takesEachNumberOnce() {
        assertThat(ask("POST", "/orders", Order.of(7).form()).status()).isEqualTo(201);
        assertThat(ask("POST", "/orders", Order.of(7).form()).status()).isEqualTo(200);
        assertThat(ask("POST", "/orders", Order.of(8).form()).status()).isEqualTo(201);
        Order other = new Order(7, 1, 1, 1);
        assertThat(other).isNotEqualTo(Order.of(7));
        assertThat(ask("POST", "/orders", other.form()).status()).isEqualTo(409);

        List<String> rows = ask("GET", "/orders?from=7", "").text().lines().toList();
        assertThat(rows)
                .extracting(row -> row.substring(row.indexOf(',') + 1))
                .containsExactly(Order.of(7).row(), Order.of(8).row());
        String first = rows.getFirst().substring(0, rows.getFirst().indexOf(','));
        assertThat(ask("GET", "/orders?from=7&after=" + first, "").text().lines()).hasSize(1);
        assertThat(ask("GET", "/orders?from=8", "").text().lines()).hasSize(1);
    }

    private void refusesWhatIsNoOrder() {
        for (String form : List.of("", "number=1", "number=x&product=1&customer=1&quantity=1")) {
            assertThat(ask("POST", "/orders", form).status()).as(form).isEqualTo(400);
        }
        assertThat(ask("POST", "/orders", "x".repeat(10_000)).status()).isEqualTo(400);
        assertThat(ask("GET", "/orders?limit=all", "").status()).isEqualTo(400);
        assertThat(ask("DELETE", "/orders", "").status()).isEqualTo(404);
        assertThat(ask("GET", "/products?limit=2", "").text().lines()).hasSize(2);
    }

    private PostgresqlServer database() throws Exception {
        PostgresqlServer server =
                PostgresqlServer.create(
                        PostgresqlBinaries.embedded(Path.of("target", "postgresql")),
                        folder.resolve("database"),
                        Ports.free(),
                        new PostgresqlServer.Options(new Secret("secret"), List.of(), List.of()),
                        TIMING);
        server.start();
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table products (id int primary key, name text, price numeric)");
            statement.execute("insert into products select i, 'P', 1 from generate_series(1,9) i");
            statement.execute(
                    "create table orders (id bigint generated always as identity primary key,"
                            + " number bigint unique, product_id int, customer_id int, quantity int)");
            statement.execute(
                    "insert into orders (number, product_id, customer_id, quantity)"
                            + " values (0, 1, 1, 1)");
        }
        return server;
    }

    private Process shop(int databasePort) throws IOException {
        Path password = folder.resolve("password");
        Files.writeString(password, "secret\n");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Shop.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("shop.log").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "PORT",
                                Integer.toString(port),
                                "DATABASE_HOST",
                                "127.0.0.1",
                                "DATABASE_PORT",
                                Integer.toString(databasePort),
                                "DATABASE_NAME",
                                "postgres",
                                "DATABASE_USER",
                                "postgres",
                                "DATABASE_PASSWORD_FILE",
                                password.toString()));
        return builder.start();
    }
}

package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/alerts.md` says, with a receiver that writes down what it gets.
class AlertsIT {
    private static final Page PAGE = Page.at("docs/alerts.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;
    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private final AtomicInteger beats = new AtomicInteger();
    private volatile int health = 200;
    private HttpServer web;

    @BeforeEach
    void listen() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    int status = 204;
                    switch (exchange.getRequestURI().getPath()) {
                        case "/pager" ->
                                alerts.add(
                                        new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8));
                        case "/beat" -> beats.incrementAndGet();
                        default -> status = health;
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        web.start();
    }

    @AfterEach
    void stop() {
        web.stop(0);
    }

    @Test
    void peopleAreToldAsThePageSays() throws Exception {
        String here = "http://127.0.0.1:" + web.getAddress().getPort();
        Typist reader =
                new Typist(folder.toRealPath())
                        .with("PAGER_URL", here + "/pager")
                        .with("HEARTBEAT_URL", here + "/beat");
        Files.writeString(
                reader.work().resolve("muster.yaml"),
                PAGE.text("yaml", 0).replace("http://127.0.0.1:8080", here));
        List<Page.Command> commands = PAGE.commands();
        assertThat(commands.getLast().typed()).isEqualTo("muster serve");
        for (Page.Command command : commands.subList(0, commands.size() - 1)) {
            Typist.Said said = reader.type(command.typed());
            assertThat(said.status()).as(said.output()).isZero();
            if (command.typed().equals("muster alerts test")) {
                assertThat(said.output().lines()).containsExactlyElementsOf(command.output());
            }
        }
        assertThat(alerts).hasSize(2);
        alerts.clear();
        assertThat(reader.answer("muster alerts test head")).isEqualTo("alerts-test");
        assertThat(told("test")).isEqualTo(1);

        Process serve = reader.serve("next backup");
        try {
            await().atMost(PATIENCE).until(() -> beats.get() > 0);
            health = 500;
            await().atMost(PATIENCE).until(() -> told("open") == 1);
            // killed between the telling and the note of it, it would be told again
            Path noted = folder.toRealPath().resolve(".local/state/muster/own/alerts.json");
            await().atMost(PATIENCE).until(() -> Files.exists(noted));
        } finally {
            serve.destroyForcibly().waitFor();
        }

        // the next daemon knows what the dead one told
        int before = beats.get();
        serve = reader.serve("probe shop does not answer");
        try {
            await().atMost(PATIENCE).until(() -> beats.get() > before);
            assertThat(told("open")).isEqualTo(1);
        } finally {
            serve.destroy();
            serve.waitFor();
        }
        for (String alert : alerts) {
            assertThat(PublishedSchema.hold(alert)).isEqualTo("alert");
        }
    }

    private long told(String state) {
        return alerts.stream().filter(it -> it.contains("\"state\":\"" + state + "\"")).count();
    }
}

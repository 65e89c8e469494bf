package dev.muster.drill.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.drill.measure.Loss;
import dev.muster.drill.measure.Outage;
import dev.muster.drill.measure.StoredOrder;
import dev.muster.testkit.RealTiming;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client through a real outage of a small server that takes each number once.
@Timeout(60)
class OutsideClientIT {
    private static final RealTiming TIMING = new RealTiming();

    @TempDir Path folder;
    private final Map<Long, StoredOrder> taken = new ConcurrentSkipListMap<>();
    private final AtomicLong position = new AtomicLong();
    private volatile boolean swallowAnswers;

    private HttpServer serve(int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> answer(exchange));
        server.createContext("/orders", this::take);
        server.start();
        return server;
    }

    private void take(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Order order = Order.parse(form.replaceAll("[a-z]+=", "").replace('&', ',')).orElseThrow();
        taken.computeIfAbsent(
                order.number(), _ -> new StoredOrder(order, position.incrementAndGet()));
        if (swallowAnswers) {
            exchange.close();
        } else {
            answer(exchange);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Test
    void anOutageIsMeasuredAndNothingIsCountedThatWasNotAcknowledged() throws Exception {
        HttpServer first = serve(0);
        int port = first.getAddress().getPort();
        OutsideClient.Settings settings =
                new OutsideClient.Settings(
                        URI.create("http://127.0.0.1:" + port),
                        "/orders",
                        "/health",
                        1_000_001,
                        2,
                        Duration.ofMillis(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(1));
        Path ledgerFile = folder.resolve("ledger");
        Path answersFile = folder.resolve("answers");
        Instant killed;
        Instant back;
        HttpServer later;
        try (Ledger ledger = new Ledger(ledgerFile);
                AnswerLog answers = new AnswerLog(answersFile);
                OutsideClient client = new OutsideClient(settings, ledger, answers, TIMING)) {
            client.start();
            awaitAcknowledged(ledgerFile, 50);
            swallowAnswers = true;
            TIMING.pause(Duration.ofMillis(30));
            killed = TIMING.instant();
            first.stop(0);
            TIMING.pause(Duration.ofMillis(700));
            swallowAnswers = false;
            HttpServer second = serve(port);
            back = TIMING.instant();
            awaitAcknowledged(ledgerFile, acknowledged(ledgerFile) + 50);
            TIMING.pause(Outage.SETTLED);
            later = second;
        }
        later.stop(0);

        Outage outage = Outage.firstAfter(AnswerLog.read(answersFile), Instant.EPOCH).orElseThrow();
        assertThat(outage.lastGood()).isBefore(killed.plusMillis(50));
        assertThat(outage.firstGood().orElseThrow())
                .isBetween(back.minusMillis(50), back.plusMillis(1000));
        assertThat(outage.bad()).isGreaterThan(5);
        List<LedgerEntry> ledger = Ledger.read(ledgerFile);
        Loss loss = Loss.compare(ledger, taken.values());
        assertThat(loss.acknowledged()).isGreaterThanOrEqualTo(100);
        assertThat(loss.lost()).isEmpty();
        assertThat(loss.isWhole()).isTrue();
        assertThat(taken.keySet())
                .isSubsetOf(ledger.stream().map(entry -> entry.order().number()).toList());
    }

    private static int acknowledged(Path ledger) {
        return (int)
                Ledger.read(ledger).stream()
                        .filter(entry -> entry.acknowledgedAt().isPresent())
                        .count();
    }

    private static void awaitAcknowledged(Path ledger, int count) throws InterruptedException {
        while (acknowledged(ledger) < count) {
            TIMING.pause(Duration.ofMillis(10));
        }
    }
}

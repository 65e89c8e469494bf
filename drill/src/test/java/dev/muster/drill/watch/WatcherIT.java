package dev.muster.drill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.testkit.RealTiming;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatcherIT {
    private static final RealTiming TIMING = new RealTiming();

    @Test
    void aServerThatDiesSetsTheAlarmOffAfterTheHoldDown() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/ready",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        ProbeLoop loop =
                new ProbeLoop(
                        new ProbeId("till-down"),
                        new RegionId("east"),
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ready"),
                        Duration.ofMillis(50),
                        Duration.ofMillis(500));
        HoldDown rule = new HoldDown(Duration.ofMillis(400), 1, Duration.ofSeconds(5));
        try (Watcher watcher = new Watcher(rule, List.of(loop), TIMING, _ -> {})) {
            TIMING.pause(Duration.ofMillis(300));
            assertThat(watcher.watch().streaks()).isEmpty();
            Instant died = TIMING.instant();
            server.stop(0);

            Watcher.Alarm alarm = watcher.await();

            assertThat(alarm.probe()).isEqualTo(new ProbeId("till-down"));
            assertThat(Duration.between(alarm.failingSince(), alarm.at()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(400));
            assertThat(alarm.failingSince()).isAfter(died.minusMillis(600));
            assertThat(alarm.failures()).isGreaterThan(2);
        }
    }
}

package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.RunRecords;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.WriteRule;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a vault asks of a bucket, since each request costs money and time.
class VaultRequestsIT {
    private static final RegionId NORTH = new RegionId("north");
    private static final ComponentId ORDERS = new ComponentId("orders-db");

    @TempDir Path folder;
    private S3Server server;
    private BadLine line;
    private KeyFolder keys;
    private Vault vault;

    @BeforeEach
    void open() throws Exception {
        server = S3Server.start();
        line = new BadLine(server.port());
        keys = new KeyFolder(folder.resolve("keys"));
        Copy copy = new Copy(NORTH, Stores.at(S3Server.url("v", line.port())));
        vault = Vault.create("main", List.of(copy), keys, VaultPorts.of(Stores.CLOCK));
        vault.addSource(ORDERS, keys);
        line.forget();
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
        line.close();
        server.close();
    }

    @Test
    void logGoesOutWithOneRequestEachAndNoneWhereNothingIsNew() throws Exception {
        LogPosition at = new LogPosition("1", 0x1000);
        Path spool = folder.resolve("spool");
        try (LogSpool log = LogSpool.open(vault, keys.source(ORDERS), spool, Epoch.FIRST)) {
            line.forget();
            for (int i = 0; i < 5; i++) {
                log.append(at, ByteBuffer.wrap(new byte[100]), Stores.CLOCK.instant());
                at = log.flush();
                log.ship(WriteRule.requiring(NORTH));
            }
            assertThat(line.seen()).hasSize(5).allMatch(it -> it.is("PUT", "/logs/orders-db/"));
            line.forget();
            log.ship(WriteRule.requiring(NORTH));
            log.ship(WriteRule.ANY);
            assertThat(line.seen()).isEmpty();
        }
    }

    @Test
    void anIdleSourceSendsNothingHoweverLongItIsIdle() throws Exception {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        Copy copy = new Copy(NORTH, Stores.at(S3Server.url("v", line.port())));
        LogPosition at = new LogPosition("1", 0x1000);
        try (Vault slow = Vault.open(List.of(copy), VaultPorts.of(shifted(later)));
                LogSpool log =
                        LogSpool.open(
                                slow, keys.source(ORDERS), folder.resolve("idle"), Epoch.FIRST)) {
            log.append(at, ByteBuffer.wrap(new byte[100]), Stores.CLOCK.instant());
            at = log.flush();
            log.ship(WriteRule.requiring(NORTH));
            line.forget();
            for (int i = 0; i < 100; i++) {
                later.updateAndGet(it -> it.plusMinutes(30));
                log.ship(WriteRule.requiring(NORTH));
            }
            assertThat(line.seen()).isEmpty();
            // the first that is written again goes out with one look at the keys
            log.append(at, ByteBuffer.wrap(new byte[100]), Stores.CLOCK.instant());
            log.flush();
            assertThat(line.seen()).isEmpty();
            log.ship(WriteRule.requiring(NORTH));
            assertThat(line.seen()).filteredOn(it -> it.is("PUT", "/logs/orders-db/")).hasSize(1);
            assertThat(line.seen()).filteredOn(it -> it.is("GET", "list-type")).hasSize(1);
        }
    }

    private static Timing shifted(AtomicReference<Duration> later) {
        return new Timing() {
            @Override
            public Instant instant() {
                return Stores.CLOCK.instant().plus(later.get());
            }

            @Override
            public long nanos() {
                return Stores.CLOCK.nanos() + later.get().toNanos();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Stores.CLOCK.pause(duration);
            }
        };
    }

    @Test
    void theWindowOfManyLogObjectsIsReadWithManyRequestsOnTheirWay() throws Exception {
        int segments = 96;
        LogPosition at = new LogPosition("1", 0x1000);
        Path spool = folder.resolve("many");
        try (LogSpool log = LogSpool.open(vault, keys.source(ORDERS), spool, Epoch.FIRST)) {
            for (int i = 0; i < segments; i++) {
                log.append(at, ByteBuffer.wrap(new byte[100]), Stores.CLOCK.instant());
                at = log.flush();
                log.ship(WriteRule.requiring(NORTH));
            }
        }
        AtomicInteger onTheWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        line.rule(request -> {
            most.accumulateAndGet(onTheWay.incrementAndGet(), Math::max);
            pause();
            onTheWay.decrementAndGet();
            return new BadLine.Pass();
        });
        line.forget();
        LogArchive log = LogArchive.open(vault, ORDERS, keys.archive(), Optional.empty());
        assertThat(log.ranges()).singleElement().extracting(LogArchive.Range::to).isEqualTo(at);
        assertThat(line.seen())
                .filteredOn(it -> it.is("GET", "/logs/orders-db/"))
                .hasSize(segments);
        assertThat(most.get()).isBetween(16, 40);
        most.set(0);
        log.copy(log.ranges().getFirst().from(), at, OutputStream.nullOutputStream());
        assertThat(most.get()).isBetween(8, 40);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoActsAsksForTheEpochWithoutListing() {
        RunRecords runs = vault.runs(NORTH, keys.controller());
        RunId run = new RunId("north-lost-1");
        assertThat(runs.claim(run)).isEqualTo(Epoch.FIRST);
        runs.currentEpoch(run);
        line.forget();
        for (int i = 0; i < 3; i++) {
            assertThat(runs.currentEpoch(run)).contains(Epoch.FIRST);
        }
        assertThat(line.seen()).hasSize(3).allMatch(it -> it.is("GET", "/epochs/0000000002"));
        Epoch other = vault.runs(NORTH, keys.controller()).claim(run);
        assertThat(runs.currentEpoch(run)).contains(other).contains(Epoch.FIRST.next());
        assertThat(runs.claim(run)).isEqualTo(other.next());
    }
}

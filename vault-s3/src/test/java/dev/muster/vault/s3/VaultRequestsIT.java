package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.RunRecords;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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

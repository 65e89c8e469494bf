package dev.muster.provider.mariadb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.mariadb.MariadbDataStore;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.binlog.Predecessor;
import dev.muster.testkit.MemoryLog;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final BinlogFile FIRST = new BinlogFile("log.000001", "00000000000000aa");
    private static final BinlogFile SECOND = new BinlogFile("log.000002", "00000000000000bb");
    private static final BinlogFile OTHER = new BinlogFile("log.000003", "00000000000000cc");

    private final MemoryLog log = new MemoryLog();
    private final MariadbDataStore store = new MariadbDataStore();

    private void captured(BinlogFile file, int bytes, int second) {
        log.append(file.at(0), ByteBuffer.allocate(bytes), NOON.plusSeconds(second));
        log.flush();
    }

    private void follows(BinlogFile file, LogPosition end) {
        log.history(Predecessor.nameOf(file), new Predecessor(end).content());
        log.flush();
    }

    private boolean leadsTo(String line) {
        RecoveryPoint point =
                new RecoveryPoint(
                        "point",
                        new ComponentId("orders-db"),
                        NOON,
                        NOON,
                        NOON,
                        FIRST.at(0),
                        FIRST.at(50),
                        new ByteSize(1),
                        new ByteSize(1));
        return store.leadsTo(point, line, log);
    }

    @Test
    void aBackupLeadsToTheFilesThatFollowItsOwn() {
        captured(FIRST, 100, 1);
        captured(SECOND, 30, 2);
        captured(OTHER, 30, 3);
        follows(SECOND, FIRST.at(100));
        assertThat(leadsTo(store.lineName(FIRST.at(0)))).isTrue();
        assertThat(leadsTo(store.lineName(SECOND.at(30)))).isTrue();
        assertThat(leadsTo(store.lineName(OTHER.at(30)))).isFalse();
    }

    @Test
    void filesThatFollowEachOtherInACircleEnd() {
        captured(FIRST, 100, 1);
        captured(SECOND, 30, 2);
        follows(SECOND, FIRST.at(100));
        follows(FIRST, SECOND.at(30));
        assertThat(Chain.of(FIRST.at(50), log).ranges()).hasSize(2);
    }
}

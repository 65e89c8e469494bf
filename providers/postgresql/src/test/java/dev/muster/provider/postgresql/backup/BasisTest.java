package dev.muster.provider.postgresql.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupWriter.Earlier;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.replication.ReplicationConnection.Identity;
import dev.muster.provider.postgresql.source.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BasisTest {
    private static final Instant NOW = Instant.parse("2026-11-26T16:00:00Z");
    private static final Cluster SERVER = cluster(180004);
    private static final Identity IDENTITY = new Identity("77", 2, 5000);

    private record Before(RecoveryPoint point, Map<String, String> attributes) implements Earlier {
        @Override
        public Optional<String> attribute(String name) {
            return Optional.ofNullable(attributes.get(name));
        }

        @Override
        public Map<String, Long> pageFiles() {
            return Map.of();
        }

        Before with(String name, String value) {
            Map<String, String> more = new HashMap<>(attributes);
            more.put(name, value);
            return new Before(point, more);
        }
    }

    private static Cluster cluster(int version) {
        return new Cluster(version, "x", 8192, 16 << 20, true, false);
    }

    private static Before before(LogPosition from, LogPosition end) {
        ByteSize none = new ByteSize(0);
        return new Before(
                new RecoveryPoint("p", new ComponentId("db"), NOW, NOW, NOW, from, end, none, none),
                Map.of(
                        Attributes.BLOCK,
                        "8192",
                        Attributes.READ_WHOLE,
                        NOW.minus(Duration.ofDays(6)).toString()));
    }

    private static Before good() {
        Line line = new Line("77", 2);
        return before(line.at(4000), line.at(5000));
    }

    private static Basis basis(Before before) {
        return Basis.of(SERVER, true, IDENTITY, Optional.of(before), NOW);
    }

    private static void assertEverything(Before before, String why) {
        assertThat(basis(before))
                .isInstanceOfSatisfying(
                        Basis.Everything.class,
                        it -> assertThat(it.why().orElse("")).contains(why));
    }

    @Test
    void onTheSameHistoryOnlyChangesAreAskedFor() {
        assertThat(basis(good())).isInstanceOf(Basis.Since.class);
    }

    @Test
    void withoutSummariesOrABackupBeforeEverythingIsReadAndNothingIsRemarked() {
        Basis.Everything plain = new Basis.Everything(Optional.empty());
        Optional<Earlier> earlier = Optional.of(good());
        assertThat(Basis.of(cluster(160009), true, IDENTITY, earlier, NOW)).isEqualTo(plain);
        assertThat(Basis.of(SERVER, false, IDENTITY, earlier, NOW)).isEqualTo(plain);
        assertThat(Basis.of(SERVER, true, IDENTITY, Optional.empty(), NOW)).isEqualTo(plain);
    }

    @Test
    void anotherHistoryIsReadAsAWholeAndSaidSo() {
        Line other = new Line("78", 2);
        assertEverything(before(other.at(4000), other.at(5000)), "system identifier 78");
        Line old = new Line("77", 1);
        assertEverything(before(old.at(4000), old.at(5000)), "timeline 2, the backup before on 1");
        Line line = new Line("77", 2);
        assertEverything(before(old.at(4000), line.at(5000)), "timeline");
        assertEverything(before(line.at(4000), line.at(5001)), "log ends before");
        assertEverything(good().with(Attributes.BLOCK, "16384"), "size of pages");
    }

    @Test
    void everythingIsReadOnceAWeekWhateverTheSummariesSay() {
        String name = Attributes.READ_WHOLE;
        assertEverything(good().with(name, NOW.minus(Duration.ofDays(7)).toString()), "");
        assertEverything(good().with(name, NOW.plus(Duration.ofSeconds(1)).toString()), "");
        assertEverything(good().with(name, "never"), "");
        assertEverything(new Before(good().point(), Map.of(Attributes.BLOCK, "8192")), "");
    }
}

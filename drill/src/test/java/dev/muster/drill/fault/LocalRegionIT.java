package dev.muster.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.processes.Launcher;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import dev.muster.processes.ProcessTree;
import dev.muster.testkit.RealTiming;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalRegionIT {
    private static final RealTiming TIMING = new RealTiming();

    @TempDir Path folder;

    private ProcessRecord start(Path region, String below, String script) {
        return new Launcher(new ProcessRoll(region.resolve(below)))
                .start(
                        new Launcher.Program("p-" + below, List.of("sh", "-c", script), Map.of()),
                        "token",
                        folder,
                        folder.resolve(below + ".log"));
    }

    @AfterEach
    void leaveNothing() throws InterruptedException {
        for (String name : List.of("west", "east")) {
            if (Files.isDirectory(folder.resolve(name))) {
                LocalRegion left = new LocalRegion(folder.resolve(name), List.of());
                left.thaw();
                new ProcessTree(left.records()).kill(TIMING);
            }
        }
    }

    @Test
    void aLostRegionHasNoProcessNoFolderAndNoPort() throws Exception {
        Path west = folder.resolve("west");
        ProcessRecord one = start(west, "a", "sleep 61 & sleep 62");
        ProcessRecord two = start(west, "b", "sleep 63");
        ProcessRecord elsewhere = start(folder.resolve("east"), "c", "sleep 64");
        Instant before = TIMING.instant();

        LocalRegion.Lost lost = new LocalRegion(west, List.of(1)).lose(TIMING);

        assertThat(lost.processes()).isGreaterThanOrEqualTo(2);
        assertThat(lost.at()).isBetween(before, TIMING.instant());
        assertThat(one.isAlive() || two.isAlive()).isFalse();
        assertThat(elsewhere.isAlive()).isTrue();
        assertThat(west).doesNotExist();
        assertThat(lost.aside()).isDirectory();
    }

    @Test
    void aPortThatStillAnswersIsNoLostRegion() throws Exception {
        Path west = folder.resolve("west");
        start(west, "a", "sleep 61");
        try (ServerSocket survivor = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            LocalRegion region = new LocalRegion(west, List.of(survivor.getLocalPort()));

            assertThatThrownBy(() -> region.lose(TIMING))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("still takes connections");
        }
    }

    @Test
    void aFrozenRegionStandsStillAndGoesOn() throws Exception {
        Path west = folder.resolve("west");
        start(west, "a", "while true; do echo tick >> " + folder + "/ticks; sleep 0.02; done");
        LocalRegion region = new LocalRegion(west, List.of());
        Path ticks = folder.resolve("ticks");
        while (Files.notExists(ticks)) {
            TIMING.pause(Duration.ofMillis(5));
        }

        assertThat(region.freeze(TIMING)).isPositive();
        long frozen = Files.size(ticks);
        TIMING.pause(Duration.ofMillis(150));
        assertThat(Files.size(ticks)).isEqualTo(frozen);

        region.thaw();
        while (Files.size(ticks) == frozen) {
            TIMING.pause(Duration.ofMillis(5));
        }
    }
}

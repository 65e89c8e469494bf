package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A receiver is cut off while clients commit, and a watchdog stands beside the database.
@Timeout(300)
class WatchdogIT {
    private static final Duration DELAY = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path temporary;

    @Test
    void commitsGoOnAfterTheTimeAskedAndWaitAgainOnceTheCaptureIsBack() throws Exception {
        Path folder = temporary.toRealPath();
        try (TwoRegions regions = TwoRegions.start(folder, degrading(folder));
                Cable cable = Cable.to(regions.server().port())) {
            Path beside = beside(folder);
            regions.edit(text ->
                    text.replace(
                            "port: " + regions.server().port() + ",",
                            "port: " + cable.port() + ","));
            MusterChild init = MusterChild.start(folder, "vault", "init");
            assertThat(init.end()).as(init.words()).isZero();
            MusterChild serve = MusterChild.start(folder, "serve");
            MusterChild watchdog = MusterChild.start(beside, "serve", "--watchdog");
            serve.awaitWords("commits wait for the capture");
            try (NumberWriter client =
                    new NumberWriter(
                            regions::patientWriter, 1, "insert into numbers values (%d)")) {
                client.awaitMore();

                Instant cutAt = Instant.now();
                cable.cut();
                awaitNames(regions, Set.of(""));
                assertThat(Duration.between(cutAt, Instant.now())).isGreaterThan(DELAY);
                client.awaitMore();
                watchdog.awaitWords("db: commits pass uncaptured since");
                MusterChild told = MusterChild.start(beside, "status");
                assertThat(told.end()).isEqualTo(1);
                assertThat(told.words()).contains("db: commits pass uncaptured since");

                cable.mend();
                awaitNames(regions, Set.of("muster_db"));
                client.awaitMore();
                watchdog.awaitWords("db: commits wait for the capture again");
                MusterChild calm = MusterChild.start(beside, "status");
                calm.end();
                assertThat(calm.words()).doesNotContain("uncaptured");

                serve.signal("TERM");
                serve.end();
                assertThat(serve.err()).contains("MUS-3222", "commits pass uncaptured since");
                client.awaitMore();
            } finally {
                watchdog.kill();
                serve.kill();
            }
        }
    }

    private static TwoRegions.Protection degrading(Path folder) {
        TwoRegions.Protection usual = TwoRegions.Protection.onFolders(folder);
        return new TwoRegions.Protection(
                usual.url(), usual.copy(), usual.logs().replace("stall", "degrade-after 3s"));
    }

    /// The same strategy on the database's own host.
    private static Path beside(Path folder) throws Exception {
        Path beside = Files.createDirectories(folder.resolve("beside"));
        for (String name : Set.of("muster.yaml", "password")) {
            Files.copy(folder.resolve(name), beside.resolve(name));
        }
        return beside;
    }

    private static void awaitNames(TwoRegions regions, Set<String> wanted) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!wanted.contains(regions.ask("show synchronous_standby_names"))) {
            assertThat(Instant.now()).isBefore(limit);
            Thread.sleep(20);
        }
    }
}

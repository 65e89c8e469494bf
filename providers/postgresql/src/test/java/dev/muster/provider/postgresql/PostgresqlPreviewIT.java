package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.Previews;
import dev.muster.provider.Previews.Destination;
import dev.muster.provider.Previews.Part;
import dev.muster.provider.Previews.Shown;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.servers.Ports;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster that was lost after a mistake, looked into at many moments.
@Timeout(180)
class PostgresqlPreviewIT {
    @TempDir static Path folder;
    private static final MemoryLog LOG = new MemoryLog();
    private static final List<Instant> MOMENTS = new ArrayList<>();
    private static TestCluster cluster;
    private static BackupReader base;

    @TempDir Path place;
    private Lab lab;
    private Scene scene;
    private Path look;
    private Previews<PostgresqlSettings> previews;

    /// Numbers 1 to 4, a moment after each, and then the mistake.
    @BeforeAll
    static void live() throws Exception {
        cluster = TestCluster.start(folder.resolve("north"), List.of());
        Lab lab = new Lab(folder.resolve("work"));
        Files.createDirectories(folder.resolve("space"));
        cluster.execute("CREATE TABLESPACE far LOCATION '" + folder.resolve("space") + "'");
        cluster.execute("CREATE TABLE distant (n int) TABLESPACE far");
        Scene source = Scene.of(cluster, folder.resolve("south"));
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(source, LOG)) {
            base = lab.backup(source);
            for (int i = 1; i <= 4; i++) {
                cluster.write(i);
                lab.timing.pause(Duration.ofMillis(20));
                MOMENTS.add(lab.timing.instant());
                lab.timing.pause(Duration.ofMillis(20));
            }
            cluster.execute("DROP TABLE numbers");
            capture.awaitAll(cluster.end());
        }
        cluster.server().kill();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void begin() {
        lab = new Lab(place.resolve("work"));
        scene = Scene.of(cluster, place.resolve("south"));
        look = place.resolve("look");
        previews = lab.store.previews().orElseThrow();
    }

    @AfterEach
    void end() throws Exception {
        if (previews.isPreview(scene.recovery(), look)) {
            previews.discard(scene.recovery(), look, lab.operation());
        }
    }

    @Test
    void aPreviewStandsAtItsMomentAndIsMovedOnToTheOneBeforeTheMistake() throws Exception {
        Shown first = open(at(0));

        assertThat(numbers(first)).isEqualTo("1");
        assertThat(first.lastTransaction().orElseThrow()).isBefore(MOMENTS.get(0));
        assertThat(first.atEnd()).isFalse();
        assertThatThrownBy(() -> value(first, "INSERT INTO numbers VALUES (9) RETURNING n"))
                .hasMessageContaining("read-only");

        Shown third = previews.advance(scene.recovery(), look, at(2), lab.operation());
        assertThat(numbers(third)).isEqualTo("3");
        refused(() -> advance(at(1)), PostgresqlErrors.NOT_LATER);
        refused(() -> advance(at(2)), PostgresqlErrors.NOT_LATER);
        assertThat(numbers(third)).isEqualTo("3");

        Shown last = previews.advance(scene.recovery(), look, latest(), lab.operation());
        assertThat(last.atEnd()).isTrue();
        assertThat(value(last, "SELECT to_regclass('numbers') IS NULL")).isEqualTo("t");
        assertThat(value(last, "SELECT pg_is_in_recovery()")).isEqualTo("t");
    }

    @Test
    void aPreviewThatWasStoppedOpensAgainWhereItWas() throws Exception {
        Shown shown = open(at(1));
        kill();

        Shown again = previews.look(scene.recovery(), look, lab.operation());

        assertThat(again).isEqualTo(shown);
        assertThat(numbers(again)).isEqualTo("2");
    }

    @Test
    void aMomentThatIsNotCapturedIsRefusedWithNothingTouched() {
        RestoreTarget after = new RestoreTarget.AtTime(Instant.now().plusSeconds(3600));

        refused(() -> open(after), PostgresqlErrors.AFTER_END);

        assertThat(look).doesNotExist();
    }

    @Test
    void whatIsNoPreviewIsNeitherShownNorDeleted() throws Exception {
        Files.createDirectories(look);
        Files.writeString(look.resolve("precious"), "mine");

        refused(
                () -> previews.discard(scene.recovery(), look, lab.operation()),
                PostgresqlErrors.NO_PREVIEW);
        refused(() -> open(at(1)), PostgresqlErrors.FOREIGN_FOLDER);

        assertThat(look.resolve("precious")).hasContent("mine");
    }

    @Test
    void aPreviewIsNeverTakenForARecoveredCluster() throws Exception {
        Files.createDirectories(scene.data().getParent());
        look = scene.data();
        open(at(1));

        refused(
                () -> lab.store.start(scene.recovery(), lab.operation()),
                PostgresqlErrors.NOT_RESTORED);
    }

    @Test
    void nothingIsLeftOfAPreviewThatEnded() throws Exception {
        open(latest());

        previews.discard(scene.recovery(), look, lab.operation());

        try (Stream<Path> left = Files.list(place)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("work");
        }
    }

    /// The programs that come with the tests have no pg_dump.
    @Test
    void toolsThatAreNotThereAreToldBeforeAnythingIsWritten() throws Exception {
        open(at(3));
        Path sql = place.resolve("numbers.sql");
        Part part = new Part("numbers", true, Optional.empty(), new Destination.NewFile(sql));

        refused(
                () -> previews.extract(scene.recovery(), look, part, lab.operation()),
                PostgresqlErrors.EXTRACT);

        assertThat(sql).doesNotExist();
    }

    private static RestoreTarget at(int moment) {
        return new RestoreTarget.AtTime(MOMENTS.get(moment));
    }

    private static RestoreTarget latest() {
        return new RestoreTarget.Latest();
    }

    private Shown open(RestoreTarget target) throws InterruptedException {
        return previews.open(
                scene.recovery(),
                new RestoreRequest(look, target),
                Ports.free(),
                base,
                LOG,
                lab.operation());
    }

    private Shown advance(RestoreTarget later) throws InterruptedException {
        return previews.advance(scene.recovery(), look, later, lab.operation());
    }

    private void kill() throws Exception {
        long pid = Long.parseLong(Files.readAllLines(look.resolve("postmaster.pid")).getFirst());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> below = server.descendants().toList();
        server.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        server.onExit().join();
        for (ProcessHandle process : below) {
            process.onExit().join();
        }
    }

    private static void refused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
                            assertThat(error.hint()).isNotEmpty();
                        });
    }

    private static String numbers(Shown shown) throws SQLException {
        return value(shown, "SELECT max(n) FROM numbers");
    }

    private static String value(Shown shown, String sql) throws SQLException {
        try (Connection connection =
                TestCluster.connect(shown.address().port(), "postgres", "postgres")) {
            return TestCluster.value(connection, sql);
        }
    }
}

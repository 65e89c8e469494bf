package dev.muster.provider.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.servers.Ports;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a server does to a capture: drops what it lacks, starts anew, hands over to another.
@Timeout(120)
class RedisCaptureFaultsIT {
    private static final List<String> OPTIONS =
            List.of("--repl-ping-replica-period", "1", "--repl-backlog-size", "16kb");

    private final RedisDataStore store = new RedisDataStore();
    private final MemoryLog log = new MemoryLog();

    @TempDir Path folder;
    private Redis redis;
    private Scene scene;

    @BeforeEach
    void start() throws Exception {
        redis = Redis.start(Redis.embedded(), folder.resolve("north"), OPTIONS);
        scene =
                new Scene(
                        redis.port(),
                        redis.server().bin(),
                        folder.resolve("south"),
                        Ports.free(),
                        Optional.empty());
    }

    @AfterEach
    void stop() {
        scene.killRestored();
        redis.close();
    }

    private TestOperation operation(String token) throws Exception {
        Path workspace = Files.createDirectories(folder.resolve("work").resolve(token));
        return new TestOperation(token, Epoch.FIRST, workspace, new RealTiming());
    }

    private CaptureRun<RedisSettings> capturing(Scene from) throws Exception {
        CaptureRun<RedisSettings> run = new CaptureRun<>(store, from.home(), operation("capture"));
        run.start(log);
        return run;
    }

    private BackupReader backup() throws Exception {
        MemoryBackup backup = new MemoryBackup();
        return backup.reader(
                Scene.COMPONENT,
                "point-1",
                store.backup(scene.home(), backup, operation("backup")));
    }

    /// @return the digest of what came back
    private String recovered(BackupReader base) throws Exception {
        RestoreRequest latest = new RestoreRequest(scene.data(), new RestoreTarget.Latest());
        store.restore(scene.recovery(), latest, base, log, operation("restore"));
        store.start(scene.recovery(), operation("start"));
        return Redis.digest(scene.southPort(), Optional.of(Redis.PASSWORD));
    }

    private void write(Redis where, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            where.ask("SET", "key" + i, "x".repeat(1000));
        }
    }

    @Test
    void changesThatTheServerDroppedAreToldAndCaptureGoesOn() throws Exception {
        backup();
        try (CaptureRun<RedisSettings> capture = capturing(scene)) {
            write(redis, 0, 5);
            capture.awaitAll(redis.end());
        }
        write(redis, 5, 100);
        BackupReader base;
        try (CaptureRun<RedisSettings> capture = capturing(scene)) {
            write(redis, 105, 1);
            capture.awaitAll(redis.end());
            base = backup();
            write(redis, 106, 5);
            capture.awaitAll(redis.end());
        }
        assertThat(log.ranges()).hasSize(2);
        assertThat(log.gaps()).hasSize(1);
        assertThat(log.gaps().getFirst()).contains("the server has dropped them");
        assertThat(recovered(base)).isEqualTo(redis.digest());
    }

    @Test
    void anOutageThatTheBacklogOutlastsLeavesNoGap() throws Exception {
        backup();
        try (CaptureRun<RedisSettings> capture = capturing(scene)) {
            write(redis, 0, 1);
            capture.awaitAll(redis.end());
        }
        write(redis, 1, 8);
        try (CaptureRun<RedisSettings> capture = capturing(scene)) {
            capture.awaitAll(redis.end());
        }
        assertThat(log.ranges()).hasSize(1);
        assertThat(log.gaps()).isEmpty();
    }

    @Test
    void aServerThatBeganAnewIsCapturedFromThereOn() throws Exception {
        backup();
        try (CaptureRun<RedisSettings> capture = capturing(scene)) {
            write(redis, 0, 5);
            capture.awaitAll(redis.end());
            redis.server().kill();
            assertThat(capture.endsWithin(Duration.ofSeconds(10))).isTrue();
        }
        redis.server().start();
        redis.allow();
        BackupReader base = backup();
        try (CaptureRun<RedisSettings> capture = capturing(scene)) {
            write(redis, 5, 5);
            capture.awaitAll(redis.end());
        }
        assertThat(log.gaps()).hasSize(1);
        assertThat(recovered(base)).isEqualTo(redis.digest());
    }

    @Test
    void aReplicaThatTookOverIsFollowedWithoutAGap() throws Exception {
        BackupReader base = backup();
        try (Redis second = Redis.start(Redis.embedded(), folder.resolve("second"), OPTIONS)) {
            second.ask("REPLICAOF", "127.0.0.1", Integer.toString(redis.port()));
            try (CaptureRun<RedisSettings> capture = capturing(scene)) {
                write(redis, 0, 5);
                capture.awaitAll(redis.end());
                redis.ask("WAIT", "2", "30000");
            }
            assertThatThrownBy(() -> store.examine(scene.at(second.port()).home()))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error -> assertThat(error.code()).isEqualTo(RedisErrors.REPLICA));
            redis.server().kill();
            second.ask("REPLICAOF", "NO", "ONE");
            second.allow();
            try (CaptureRun<RedisSettings> capture = capturing(scene.at(second.port()))) {
                write(second, 5, 5);
                capture.awaitAll(second.end());
            }
            assertThat(log.gaps()).isEmpty();
            assertThat(log.histories()).hasSize(1);
            assertThat(store.leadsTo(base.point(), second.end().line(), log)).isTrue();
            assertThat(recovered(base)).isEqualTo(second.digest());
        }
    }

    @Test
    void aSecondCaptureOfAComponentStaysAway() throws Exception {
        try (CaptureRun<RedisSettings> _ = capturing(scene)) {
            try (CaptureRun<RedisSettings> other =
                    new CaptureRun<>(store, scene.home(), operation("other"))) {
                redis.awaitReceiver("muster_session-cache");
                other.start(new MemoryLog());
                assertThat(other.endsWithin(Duration.ofSeconds(60))).isTrue();
                assertThat(other.failure())
                        .isInstanceOfSatisfying(
                                MusterException.class,
                                error -> assertThat(error.code()).isEqualTo(RedisErrors.BUSY));
            }
        }
    }
}

package dev.muster.provider.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.redis.export.CommandCutter;
import dev.muster.provider.redis.source.RedisConnection;
import dev.muster.servers.Ports;
import dev.muster.servers.RedisBinaries;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was written at random comes back exactly: the server's own digest of all keys, types and
/// values is what it was at the offset that is asked for.
@Timeout(180)
class RedisExactIT {
    private final RedisDataStore store = new RedisDataStore();
    private final long seed = Long.getLong("muster.seed", System.nanoTime());

    @TempDir Path folder;
    private Redis redis;
    private Scene scene;
    private final MemoryLog log = new MemoryLog();

    RedisBinaries binaries() {
        return Redis.embedded();
    }

    /// What the server needs to answer the test's own questions.
    List<String> options() {
        return List.of("--repl-ping-replica-period", "1");
    }

    /// Of the restored server.
    Optional<Path> config() throws Exception {
        return Optional.empty();
    }

    @BeforeEach
    void start() throws Exception {
        redis = Redis.start(binaries(), folder.resolve("north"), options());
        scene =
                new Scene(
                        redis.port(),
                        redis.server().bin(),
                        folder.resolve("south"),
                        Ports.free(),
                        config());
    }

    @AfterEach
    void stop() {
        scene.killRestored();
        redis.close();
    }

    Path folder() {
        return folder;
    }

    private TestOperation operation(String token) throws Exception {
        Path workspace = Files.createDirectories(folder.resolve("work").resolve(token));
        return new TestOperation(token, Epoch.FIRST, workspace, new RealTiming());
    }

    private BackupReader backup() throws Exception {
        MemoryBackup backup = new MemoryBackup();
        return backup.reader(
                Scene.COMPONENT,
                "point-1",
                store.backup(scene.home(), backup, operation("backup")));
    }

    private Started recover(BackupReader base, RestoreTarget target, String token)
            throws Exception {
        store.restore(
                scene.recovery(),
                new RestoreRequest(scene.data(), target),
                base,
                log,
                operation(token));
        return store.start(scene.recovery(), operation(token));
    }

    private String restoredDigest() throws Exception {
        return Redis.digest(scene.southPort(), Optional.of(Redis.PASSWORD));
    }

    @Test
    void everyOffsetComesBackWithTheDigestThatItHad() throws Exception {
        try (RandomCommands commands = new RandomCommands(redis.port(), seed);
                CaptureRun<?> capture =
                        new CaptureRun<>(store, scene.home(), operation("capture"))) {
            commands.run(300);
            BackupReader base = backup();
            capture.start(log);
            Map<LogPosition, String> digests = new LinkedHashMap<>();
            for (int i = 0; i < 5; i++) {
                commands.run(150);
                digests.put(redis.end(), redis.digest());
            }
            capture.awaitAll(redis.end());
            capture.cancel();
            int count = 0;
            for (Map.Entry<LogPosition, String> known : digests.entrySet()) {
                RestoreTarget target = new RestoreTarget.AtPosition(known.getKey());
                Started started = recover(base, target, "restore-" + count++);
                assertThat(restoredDigest())
                        .as("seed %d, at %s", seed, known.getKey())
                        .isEqualTo(known.getValue());
                assertThat(started.reached()).contains("offset " + known.getKey().offset());
                forgetRestored();
            }
        }
    }

    private void forgetRestored() throws Exception {
        scene.killRestored();
        try (Stream<Path> files = Files.walk(scene.data())) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    void whatIsAskedForInTheMiddleOfATransactionStandsBeforeIt() throws Exception {
        try (CaptureRun<?> capture = new CaptureRun<>(store, scene.home(), operation("capture"))) {
            redis.ask("SET", "before", "1");
            BackupReader base = backup();
            capture.start(log);
            redis.ask("SET", "before", "2");
            String digest = redis.digest();
            try (RedisConnection connection = Redis.open(redis.port(), Optional.empty())) {
                connection.ask("MULTI");
                connection.ask("SET", "first", "1");
                connection.ask("SET", "second", "x".repeat(100));
                connection.ask("EXEC");
            }
            LogPosition end = redis.end();
            capture.awaitAll(end);
            capture.cancel();

            recover(base, new RestoreTarget.AtPosition(end.plus(-30)), "restore");

            assertThat(restoredDigest()).isEqualTo(digest);
        }
    }

    @Test
    void whatIsCapturedIsWhatTheServerSent() throws Exception {
        try (RandomCommands commands = new RandomCommands(redis.port(), seed);
                CaptureRun<?> capture =
                        new CaptureRun<>(store, scene.home(), operation("capture"))) {
            BackupReader base = backup();
            capture.start(log);
            commands.run(400);
            LogPosition end = redis.end();
            capture.awaitAll(end);
            CommandCutter cutter =
                    new CommandCutter(
                            OutputStream.nullOutputStream(), base.point().from().offset());

            log.copy(base.point().from(), end, cutter);

            assertThat(cutter.boundary()).as("seed %d", seed).isEqualTo(end.offset());
        }
    }

    @Test
    void whatWaitsInWaitGoesOnOnceItIsDurable() throws Exception {
        backup();
        try (CaptureRun<?> capture = new CaptureRun<>(store, scene.home(), operation("capture"));
                RedisConnection connection = Redis.open(redis.port(), Optional.empty())) {
            capture.start(log);
            redis.ask("SET", "first", "1");
            capture.awaitAll(redis.end());
            for (int i = 0; i < 20; i++) {
                connection.ask("SET", "key", Integer.toString(i));
                LogPosition end = redis.end();
                assertThat(connection.ask("WAIT", "1", "60000").shown()).isEqualTo("1");
                assertThat(log.has(end)).isTrue();
            }
        }
    }
}

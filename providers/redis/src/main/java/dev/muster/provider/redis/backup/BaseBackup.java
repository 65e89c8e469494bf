package dev.muster.provider.redis.backup;

import dev.muster.model.LogPosition;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.redis.export.Attributes;
import dev.muster.provider.redis.export.Version;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.source.Dump;
import dev.muster.provider.redis.source.Endpoint;
import dev.muster.provider.redis.source.Info;
import dev.muster.provider.redis.source.RedisConnection;
import dev.muster.provider.redis.source.Refusals;
import dev.muster.provider.redis.source.ReplicationLink;
import dev.muster.provider.redis.source.ReplicationLink.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Takes one base backup: as a new replica would, the server sends a dump that its forked process
/// writes, and names the place in its stream that the dump stands at.
public final class BaseBackup {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// A server that waits for an earlier dump of its own, or gathers replicas, says so each
    /// second.
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(60);

    private static final int PRIVATE = 0600;

    private final Endpoint source;
    private final String name;
    private final BackupWriter writer;
    private final Operation operation;
    private long heard;

    /// @param name under which the server shows the connection
    public BaseBackup(Endpoint source, String name, BackupWriter writer, Operation operation) {
        this.source = source;
        this.name = name;
        this.writer = writer;
        this.operation = operation;
    }

    public BackupSummary take() throws InterruptedException {
        operation.checkCancelled();
        operation.progress().stage("waiting for the server's dump");
        Instant startedAt = operation.timing().instant();
        describe();
        try (ReplicationLink link = ReplicationLink.open(source, name)) {
            link.dataOnly();
            link.askForAll();
            heard = operation.timing().nanos();
            LogPosition at = place(link);
            // the fork is made before the answer is sent
            Instant consistentAt = operation.timing().instant();
            copy(dump(link));
            return new BackupSummary(startedAt, consistentAt, at, at);
        } catch (IOException broken) {
            throw Refusals.broken(source, broken);
        }
    }

    private void describe() {
        try (RedisConnection connection = RedisConnection.open(source, SILENCE)) {
            Info info = connection.info();
            Version version =
                    info.version()
                            .orElseThrow(() ->
                                    RedisErrors.VERSION.error(
                                            source + ": it does not say its version", ""));
            writer.attribute(Attributes.VERSION, version.number());
            writer.attribute(Attributes.PRODUCT, version.valkey() ? "valkey" : "redis");
            writer.attribute(Attributes.KEYS, Long.toString(info.keys()));
        } catch (IOException broken) {
            throw Refusals.broken(source, broken);
        }
    }

    private LogPosition place(ReplicationLink link) throws IOException, InterruptedException {
        while (true) {
            awaitSign(link);
            switch (link.answer()) {
                case Answer.Full(LogPosition at) -> {
                    return at;
                }
                case Answer.GoesOn _ ->
                        throw new IOException("the server sends changes where all was asked for");
                case null -> {
                    // it lives, and makes its dump
                }
            }
        }
    }

    private Dump dump(ReplicationLink link) throws IOException, InterruptedException {
        Optional<Dump> dump;
        do {
            awaitSign(link);
            dump = Dump.begin(link);
        } while (dump.isEmpty());
        return dump.get();
    }

    private void awaitSign(ReplicationLink link) throws IOException, InterruptedException {
        while (!link.isAnswered()) {
            quiet();
        }
        heard = operation.timing().nanos();
        operation.checkCancelled();
    }

    private void quiet() throws IOException, InterruptedException {
        operation.checkCancelled();
        if (operation.timing().nanos() - heard > LONGEST_QUIET.toNanos()) {
            throw new IOException("nothing came from the server for a minute");
        }
    }

    private void copy(Dump dump) throws IOException, InterruptedException {
        operation.progress().stage("copying");
        dump.length().ifPresent(operation.progress()::total);
        try (BackupWriter.FileWriter file = writer.file(Attributes.DUMP, PRIVATE, 0)) {
            while (!dump.hasEnded()) {
                ByteBuffer bytes = dump.next();
                int count = bytes.remaining();
                if (count == 0) {
                    quiet();
                    continue;
                }
                heard = operation.timing().nanos();
                operation.checkCancelled();
                file.write(bytes);
                operation.progress().advance(count);
            }
            dump.requireEnd();
        }
        operation.progress().files(1);
    }
}

package dev.muster.provider.redis.examine;

import dev.muster.kind.LogCapture;
import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.Examination;
import dev.muster.provider.redis.export.Version;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.source.Endpoint;
import dev.muster.provider.redis.source.Info;
import dev.muster.provider.redis.source.RedisConnection;
import dev.muster.provider.redis.source.Refusals;
import dev.muster.provider.redis.source.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Examines one server: refuses what makes backups or capture impossible, notes what weakens them.
public final class Examiner {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Endpoint source;
    private final Optional<LogCapture> capture;

    /// @param capture how its changes are to be captured, if they are
    public Examiner(Endpoint source, Optional<LogCapture> capture) {
        this.source = source;
        this.capture = capture;
    }

    public Examination run() {
        try (RedisConnection connection = RedisConnection.open(source, SILENCE)) {
            Info info = connection.info();
            for (Need need : needs(connection, info)) {
                need.require();
            }
            List<Symptom> notes = new Notes(info, capture.isPresent()).all();
            return new Examination(
                    name(info), size(info), notes.stream().map(Examiner::sentence).toList());
        } catch (IOException broken) {
            throw Refusals.broken(source, broken);
        }
    }

    /// Everything that is missing, and everything that a user should know.
    public Diagnosis diagnose() {
        List<Symptom> found = new ArrayList<>();
        try (RedisConnection connection = RedisConnection.open(source, SILENCE)) {
            Info info = connection.info();
            for (Need need : needs(connection, info)) {
                try {
                    need.require();
                } catch (MusterException missing) {
                    found.add(Symptom.of(missing));
                }
            }
            found.addAll(new Notes(info, capture.isPresent()).all());
            found.addAll(new Advice(info, capture.isPresent()).all());
            return new Diagnosis(Optional.of(name(info)), Optional.of(size(info)), found);
        } catch (IOException broken) {
            found.add(Symptom.of(Refusals.broken(source, broken)));
        } catch (MusterException refused) {
            found.add(Symptom.of(refused));
        }
        return new Diagnosis(Optional.empty(), Optional.empty(), found);
    }

    private interface Need {
        void require() throws IOException;
    }

    private List<Need> needs(RedisConnection connection, Info info) {
        return List.of(
                () -> requireVersion(info),
                () -> requireSingle(info),
                () -> requirePrimary(info),
                () -> requireRights(connection));
    }

    private void requireVersion(Info info) {
        if (info.version().filter(Version::isKnown).isEmpty()) {
            throw RedisErrors.VERSION.error(
                    source + ": it is " + name(info), "known are Redis 6.2 to 7, Valkey 7.2 to 8");
        }
    }

    private void requireSingle(Info info) {
        if (info.number("cluster_enabled") == 1) {
            throw RedisErrors.CLUSTER.error(
                    source + ": it is a node of a cluster", "CONFIG GET cluster-enabled");
        }
    }

    private void requirePrimary(Info info) {
        if (!info.isPrimary()) {
            throw RedisErrors.REPLICA.error(
                    source + ": it is a replica",
                    "set connection to its primary, "
                            + info.value("master_host").orElse("see INFO replication"));
        }
    }

    /// Asked in a way that a primary refuses whoever may ask, and that changes nothing.
    private void requireRights(RedisConnection connection) throws IOException {
        for (List<String> words :
                List.of(
                        List.of("PING"),
                        List.of("REPLCONF", "capa", "psync2"),
                        List.of("PSYNC", "?", "-1", "FAILOVER"))) {
            boolean refused =
                    connection.ask(words) instanceof Reply.Refusal refusal
                            && refusal.message().startsWith("NOPERM");
            if (refused) {
                throw Refusals.error(source, words.getFirst(), "NOPERM");
            }
        }
    }

    private static String sentence(Symptom note) {
        return note.message() + (note.fix().isEmpty() ? "" : "; " + note.fix());
    }

    /// Also what a draft says.
    public static String name(Info info) {
        return info.version()
                .map(Version::toString)
                .orElse("Redis " + info.value("redis_version").orElse("of no known version"));
    }

    public static ByteSize size(Info info) {
        return new ByteSize(Math.max(1, info.number("used_memory_dataset")));
    }
}

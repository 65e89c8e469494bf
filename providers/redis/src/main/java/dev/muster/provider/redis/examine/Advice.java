package dev.muster.provider.redis.examine;

import dev.muster.model.ByteSize;
import dev.muster.model.Durations;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.redis.source.Info;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tells how long a capture may be away before the server has dropped what it lacks, by what the
/// server receives just now.
final class Advice {
    /// An outage that a capture should get over: a restart of its machine.
    private static final Duration OUTAGE = Duration.ofMinutes(5);

    private static final long MIB = 1L << 20;

    private final Info info;
    private final boolean captured;

    Advice(Info info, boolean captured) {
        this.info = info;
        this.captured = captured;
    }

    List<Symptom> all() {
        List<Symptom> found = new ArrayList<>();
        if (!captured) {
            return found;
        }
        backlog(found, inputRate());
        found.add(
                Symptom.hint(
                        "Muster counts as a replica: for WAIT, and for min-replicas-to-write", ""));
        return found;
    }

    private void backlog(List<Symptom> found, long rate) {
        long size = info.number("repl_backlog_size");
        long wanted = rate * OUTAGE.toSeconds();
        if (size > 0 && wanted > size) {
            Duration lasts = Duration.ofSeconds(Math.max(1, size / Math.max(1, rate)));
            found.add(
                    Symptom.warning(
                            "repl-backlog-size "
                                    + new ByteSize(size)
                                    + " lasts for "
                                    + Durations.text(lasts)
                                    + " at "
                                    + new ByteSize(rate)
                                    + "/s: a capture that is away for longer has a gap",
                            "CONFIG SET repl-backlog-size "
                                    + ((wanted / MIB + 1) * 2)
                                    + "mb, then CONFIG REWRITE"));
        } else if (size > 0 && size <= MIB) {
            found.add(
                    Symptom.hint(
                            "repl-backlog-size is "
                                    + new ByteSize(size)
                                    + ", as it comes: little for a capture that is away for a"
                                    + " while",
                            "CONFIG SET repl-backlog-size 64mb, then CONFIG REWRITE"));
        }
    }

    /// Bytes a second, reads included.
    private long inputRate() {
        return info.value("instantaneous_input_kbps")
                .filter(text -> text.matches("[0-9]{1,9}(\\.[0-9]+)?"))
                .map(text -> (long) (Double.parseDouble(text) * 1024))
                .orElse(0L);
    }
}

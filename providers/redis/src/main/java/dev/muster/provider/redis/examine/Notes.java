package dev.muster.provider.redis.examine;

import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.redis.source.Info;
import java.util.ArrayList;
import java.util.List;

/// What weakens the protection of a server but stops nothing.
final class Notes {
    private final Info info;
    private final boolean captured;

    Notes(Info info, boolean captured) {
        this.info = info;
        this.captured = captured;
    }

    List<Symptom> all() {
        List<Symptom> notes = new ArrayList<>();
        String policy = info.value("maxmemory_policy").orElse("noeviction");
        if (info.number("maxmemory") > 0 && !policy.equals("noeviction")) {
            notes.add(
                    Symptom.warning(
                            "maxmemory-policy is "
                                    + policy
                                    + ": the server itself throws keys away"
                                    + " when it is full, and a restored one does too",
                            "CONFIG SET maxmemory-policy noeviction"));
        }
        if (info.is("rdb_last_bgsave_status", "err")) {
            notes.add(
                    Symptom.warning(
                            "its last dump failed, as the next backup may",
                            "read the server's log"));
        }
        if (info.value("module").isPresent()) {
            notes.add(
                    Symptom.warning(
                            "it has modules loaded: data of theirs comes back only where they are"
                                    + " loaded too",
                            "name a redis.conf with loadmodule in recover.server.config"));
        }
        if (captured && info.number("aof_enabled") == 0) {
            notes.add(
                    Symptom.hint(
                            "without its append-only file it loses writes when it is restarted,"
                                    + " and begins a stream anew that follows on from nothing"
                                    + " captured",
                            "CONFIG SET appendonly yes"));
        }
        return notes;
    }
}

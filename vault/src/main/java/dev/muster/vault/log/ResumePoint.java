package dev.muster.vault.log;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.repository.SourceKey;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds where capture must go on: the end of the newest segment, in the spool or in the vault.
final class ResumePoint {
    private final Vault vault;
    private final SourceKey key;

    ResumePoint(Vault vault, SourceKey key) {
        this.vault = vault;
        this.key = key;
    }

    /// @param spool whose number this is; numbers of one spool and epoch tell what came later, and
    ///   between spools the time of arrival does
    private record End(long epoch, long spool, long number, long last, LogPosition end) {}

    private static Optional<End> newest(Stream<End> ends) {
        Map<List<Long>, End> ofSpools = new HashMap<>();
        ends.forEach(end ->
                ofSpools.merge(
                        List.of(end.epoch(), end.spool()),
                        end,
                        (one, other) -> one.number() > other.number() ? one : other));
        return ofSpools.values().stream()
                .max(Comparator.comparingLong(End::epoch).thenComparingLong(End::last));
    }

    Optional<LogPosition> find(List<SpoolRecovery.Finished> local) {
        List<End> ends =
                new ArrayList<>(local.stream().map(it -> end(it.head(), it.foot())).toList());
        try {
            ends.addAll(inVault());
        } catch (MusterException e) {
            // the vault cannot be asked: what this spool captured itself is known here
            if (ends.isEmpty()) {
                throw e;
            }
        }
        return newest(ends.stream()).map(End::end);
    }

    private static End end(LogHead head, LogFoot foot) {
        LogPosition end = new LogPosition(head.start().line(), foot.end());
        return new End(head.epoch().number(), head.spool(), head.number(), foot.last(), end);
    }

    /// Of each line and spool only the last segment can be the newest.
    private List<End> inVault() {
        List<StoredObject> objects = vault.copies().list(LogNames.prefix(key.source()));
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            boolean last =
                    i + 1 == objects.size()
                            || !track(objects.get(i + 1)).equals(track(objects.get(i)));
            if (last) {
                ends.add(read(objects.get(i).name()));
            }
        }
        return ends;
    }

    /// Line and spool.
    private static String track(StoredObject object) {
        String name = object.name();
        return name.substring(0, name.lastIndexOf('/')) + name.substring(name.lastIndexOf('-'));
    }

    private End read(String name) {
        byte[] object =
                vault.copies()
                        .read(name, vault.trust())
                        .orElseThrow(() -> VaultErrors.MISSING.error(name + " is gone", ""));
        return end(LogHead.decode(name, object).head(), LogFoot.decode(name, object).foot());
    }
}

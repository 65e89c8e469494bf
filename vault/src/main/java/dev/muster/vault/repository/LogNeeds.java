package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which segments of captured log no base backup that stays can need.
///
/// On the line of a base, what ends at or before its start. On other lines it is not known, without
/// the archive key, whether they lead on from the base; so they stay if they may have been captured
/// after it, and with a margin for clocks and long uploads. Only a beginning of each receiver's row
/// of segments goes, and never its last one, which tells where capture goes on.
final class LogNeeds {
    private static final Duration MARGIN = Duration.ofDays(7);

    private final Copies copies;
    private final Trust trust;

    LogNeeds(Copies copies, Trust trust) {
        this.copies = copies;
        this.trust = trust;
    }

    /// @param segments all of a source, by name
    /// @param staying the bases that stay
    /// @return what may go
    Set<String> unneeded(
            ComponentId source, Map<String, StoredObject> segments, List<CommitFacts> staying) {
        Set<String> unneeded = new HashSet<>();
        if (staying.isEmpty()) {
            return unneeded;
        }
        for (List<String> row : rows(segments.keySet()).values()) {
            for (String name : row.subList(0, row.size() - 1)) {
                if (isNeeded(source, segments.get(name), staying)) {
                    break;
                }
                unneeded.add(name);
            }
        }
        return unneeded;
    }

    /// The segments of each line, epoch and spool, oldest first.
    private static Map<String, List<String>> rows(Set<String> names) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String name : names.stream().sorted().toList()) {
            String[] parts = name.substring(name.lastIndexOf('/') + 1).split("-", -1);
            if (Trust.part(name, 3).isEmpty() || parts.length != 3) {
                continue;
            }
            String row = Trust.part(name, 2) + "/" + parts[0] + "/" + parts[2];
            rows.computeIfAbsent(row, it -> new ArrayList<>()).add(name);
        }
        return rows;
    }

    private boolean isNeeded(
            ComponentId source, @Nullable StoredObject segment, List<CommitFacts> staying) {
        if (segment == null) {
            return true;
        }
        Optional<LogFoot> foot = foot(source, segment);
        if (foot.isEmpty()) {
            return true;
        }
        String line = ObjectNames.text(Trust.part(segment.name(), 2));
        return staying.stream().anyMatch(base -> isNeeded(line, foot.get(), base));
    }

    private static boolean isNeeded(String line, LogFoot foot, CommitFacts base) {
        if (base.from().line().equals(line)) {
            return Long.compareUnsigned(foot.end(), base.from().offset()) > 0;
        }
        Instant last = Instant.EPOCH.plus(foot.last(), ChronoUnit.MICROS);
        return base.consistentFrom().line().equals(line)
                || !last.isBefore(base.startedAt().minus(MARGIN));
    }

    /// Empty if it cannot be read anywhere: then the segment stays.
    private Optional<LogFoot> foot(ComponentId source, StoredObject segment) {
        String name = segment.name();
        try {
            long from = Math.max(0, segment.bytes() - LogFoot.LIMIT);
            return copies.range(name, from, LogFoot.LIMIT).map(tail -> decode(source, name, tail));
        } catch (MusterException damaged) {
            return wholeFoot(source, name);
        }
    }

    private Optional<LogFoot> wholeFoot(ComponentId source, String name) {
        try {
            return copies.read(name, trust).map(object -> decode(source, name, object));
        } catch (MusterException damaged) {
            return Optional.empty();
        }
    }

    private LogFoot decode(ComponentId source, String name, byte[] object) {
        LogFoot.Found found = LogFoot.decode(name, object);
        trust.verify(found.signed(), source);
        if (!found.foot().name().equals(name)) {
            throw VaultErrors.LOG_DAMAGED.error(name + " has another segment's end", "");
        }
        return found.foot();
    }

    static Map<String, StoredObject> of(Census census, ComponentId source) {
        return census.all(LogNames.prefix(source));
    }
}

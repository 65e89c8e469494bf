package dev.muster.provider.postgresql.export;

import dev.muster.model.RestoreTarget;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.log.LogVisitor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/// Watches log go by and knows whether the target lies in it, and how PostgreSQL is told to stop
/// there.
///
/// PostgreSQL fails at the end of the log when it was told of a target that it never met. A time
/// after the last transaction, or a position after the last record, is met by replaying everything,
/// so it is told of none then.
public final class Aim implements LogVisitor {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final RestoreTarget target;
    private final long consistent;
    private boolean met;
    private Optional<Instant> lastEnd = Optional.empty();

    /// @param consistent before this position the data is not consistent, and no target counts
    public Aim(RestoreTarget target, long consistent) {
        this.target = target;
        this.consistent = consistent;
    }

    @Override
    public void ended(long start, long end, long transaction, Instant time, boolean committed) {
        lastEnd = Optional.of(time);
        if (start < consistent) {
            return;
        }
        switch (target) {
            case RestoreTarget.AtTime at -> met |= time.isAfter(at.time());
            case RestoreTarget.AtTransaction at ->
                    // one that was prepared is named only inside the record: let the server see
                    met |= transaction == 0 || transaction == number(at.id());
            case RestoreTarget.Latest _, RestoreTarget.AtPosition _, RestoreTarget.AtName _ -> {
                // not aimed at by a transaction's end
            }
        }
    }

    @Override
    public void named(long start, long end, String name, Instant time) {
        if (target instanceof RestoreTarget.AtName at && start >= consistent) {
            met |= at.name().equals(name);
        }
    }

    /// @param lastRecord where the last whole record begins
    void walked(long lastRecord) {
        if (target instanceof RestoreTarget.AtPosition at) {
            met |= Long.compareUnsigned(lastRecord, at.position().offset()) >= 0;
        }
    }

    /// When the last transaction ended that went by.
    public Optional<Instant> lastEnd() {
        return lastEnd;
    }

    /// Whether no log after what went by is needed.
    public boolean isMet() {
        return met;
    }

    /// Whether the target must be met for a restore to make sense.
    public boolean mustBeMet() {
        return switch (target) {
            case RestoreTarget.AtTransaction _, RestoreTarget.AtName _ -> true;
            case RestoreTarget.Latest _, RestoreTarget.AtTime _, RestoreTarget.AtPosition _ ->
                    false;
        };
    }

    /// The setting that makes PostgreSQL stop at the target; empty where it replays everything.
    public Map<String, String> setting() {
        return met ? setting(target) : Map.of();
    }

    /// The setting that makes PostgreSQL stop at a target that is in its log.
    public static Map<String, String> setting(RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.Latest _ -> Map.of();
            case RestoreTarget.AtTime at -> Map.of("recovery_target_time", TIME.format(at.time()));
            case RestoreTarget.AtPosition at ->
                    Map.of("recovery_target_lsn", Lsn.text(at.position().offset()));
            case RestoreTarget.AtTransaction at -> Map.of("recovery_target_xid", at.id());
            case RestoreTarget.AtName at -> Map.of("recovery_target_name", at.name());
        };
    }

    /// Transaction ids are written with their epoch above 32 bits; the log has the lower part.
    private static long number(String id) {
        return id.matches("[0-9]{1,19}") ? Long.parseLong(id) & 0xFFFF_FFFFL : -1;
    }
}

package dev.muster.provider.mariadb.restore;

import dev.muster.model.LogPosition;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.LogReader;
import dev.muster.provider.mariadb.binlog.Group;
import dev.muster.provider.mariadb.binlog.Gtid;
import java.time.Instant;
import java.util.Optional;

/// Decides, transaction by transaction, where replay ends.
///
/// Times in the log have whole seconds, and a session may have set its own. So a transaction that
/// had arrived by the moment that is asked for belongs to it, whatever its time; one that arrived
/// later belongs to it if its second had passed. Nothing after the first that does not belong is
/// taken.
final class Aim {
    private final RestoreTarget target;
    private final LogReader logs;
    private boolean over;
    private boolean met;

    Aim(RestoreTarget target, LogReader logs) {
        this.target = target;
        this.logs = logs;
    }

    /// Whether nothing further is taken.
    boolean isOver() {
        return over;
    }

    /// Whether a transaction that was named has come.
    boolean isMet() {
        return met;
    }

    /// Of one file.
    InFile in(String line) {
        Optional<Long> arrived =
                target instanceof RestoreTarget.AtTime at
                        ? logs.arrivedBy(line, at.time()).map(LogPosition::offset)
                        : Optional.empty();
        return group -> takes(line, arrived.orElse(0L), group);
    }

    /// Whether a group is taken; asked in order.
    interface InFile {
        boolean takes(Group group);
    }

    private boolean takes(String line, long arrived, Group group) {
        if (over) {
            return false;
        }
        boolean takes =
                switch (target) {
                    case RestoreTarget.Latest _, RestoreTarget.AtName _ -> true;
                    case RestoreTarget.AtTime at ->
                            Long.compareUnsigned(group.end(), arrived) <= 0
                                    || isBefore(group, at.time());
                    case RestoreTarget.AtPosition at -> isUpTo(line, group, at.position());
                    case RestoreTarget.AtTransaction transaction -> {
                        met = isNamed(group, transaction.id());
                        yield true;
                    }
                };
        over = !takes || met;
        return takes;
    }

    private static boolean isBefore(Group group, Instant moment) {
        return group.time() < moment.getEpochSecond();
    }

    private static boolean isUpTo(String line, Group group, LogPosition position) {
        return !line.equals(position.line())
                || Long.compareUnsigned(group.end(), position.offset()) <= 0;
    }

    private static boolean isNamed(Group group, String id) {
        return Gtid.parse(id).filter(group.gtid()::equals).isPresent();
    }
}

package dev.muster.provider.postgresql.kind;

import dev.muster.model.RestoreTarget;
import java.util.Locale;

/// A restore's target as it is typed after `--to`.
public final class TargetText {
    private TargetText() {}

    public static String of(RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.Latest _ -> "latest";
            case RestoreTarget.AtTime time -> time.time().toString();
            case RestoreTarget.AtPosition position -> lsn(position.position().offset());
            case RestoreTarget.AtTransaction transaction -> transaction.id();
            case RestoreTarget.AtName name -> name.name();
        };
    }

    /// A log position in PostgreSQL's notation, such as `16/B374D848`.
    public static String lsn(long offset) {
        return String.format(Locale.ROOT, "%X/%X", offset >>> 32, offset & 0xFFFF_FFFFL);
    }
}

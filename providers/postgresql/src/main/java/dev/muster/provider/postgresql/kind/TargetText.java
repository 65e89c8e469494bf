package dev.muster.provider.postgresql.kind;

import dev.muster.model.RestoreTarget;

/// A restore's target as it is typed after `--to`.
public final class TargetText {
    private TargetText() {}

    public static String of(RestoreTarget target) {
        return target.text(position -> Lsn.text(position.offset()));
    }
}

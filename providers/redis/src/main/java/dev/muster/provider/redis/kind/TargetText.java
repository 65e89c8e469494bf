package dev.muster.provider.redis.kind;

import dev.muster.model.RestoreTarget;

/// A restore's target as it is typed after `--to`.
public final class TargetText {
    private TargetText() {}

    public static String of(RestoreTarget target) {
        return target.text(position -> Long.toString(position.offset()));
    }
}

package dev.muster.provider.opensearch.kind;

import dev.muster.model.RestoreTarget;

/// A restore's target as it is typed after `--to`.
public final class TargetText {
    private TargetText() {}

    public static String of(RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.Latest _ -> "latest";
            case RestoreTarget.AtTime time -> time.time().toString();
            case RestoreTarget.AtPosition position -> Long.toString(position.position().offset());
            case RestoreTarget.AtTransaction transaction -> transaction.id();
            case RestoreTarget.AtName name -> name.name();
        };
    }
}

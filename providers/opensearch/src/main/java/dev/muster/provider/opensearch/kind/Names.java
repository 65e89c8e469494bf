package dev.muster.provider.opensearch.kind;

import dev.muster.model.ComponentId;

/// How clusters call what Muster makes there.
public final class Names {
    private Names() {}

    /// The repository of the protected cluster.
    public static String repository(ComponentId component) {
        return "muster-" + component;
    }

    /// The repository that a cluster restores from.
    public static String restored(ComponentId component) {
        return "muster-restored-" + component;
    }
}

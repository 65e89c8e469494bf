package dev.muster.provider.redis.kind;

import dev.muster.model.ComponentId;

/// The names that Muster uses inside a server.
public final class Names {
    private Names() {}

    /// What `INFO replication` shows as the address of a component's receiver.
    ///
    /// It has an underscore and is no host's name: who follows the list of replicas, such as
    /// Sentinel, must find nothing there to promote.
    public static String receiver(ComponentId component) {
        return "muster_" + component.value();
    }
}

package dev.muster.provider.postgresql.kind;

import dev.muster.model.ComponentId;
import dev.muster.model.Digest;

/// The names that Muster uses inside a cluster.
public final class Names {
    /// Longest name that PostgreSQL keeps whole, in bytes.
    private static final int LONGEST = 63;

    private Names() {}

    /// The replication slot of a component's capture. It is also the receiver's application name,
    /// as it stands in `synchronous_standby_names`, where it needs no quotes.
    ///
    /// A slot's name has no hyphens; as a component's has no underscores, no two become one.
    public static String receiver(ComponentId component) {
        String name = "muster_" + component.value().replace('-', '_');
        if (name.length() <= LONGEST) {
            return name;
        }
        String digest = Digest.of(component.value()).brief();
        return name.substring(0, LONGEST - digest.length() - 1) + "_" + digest;
    }
}

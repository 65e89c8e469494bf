package dev.muster.bench;

import java.nio.file.Path;
import java.util.Map;

/// A folder with a strategy of one component and all that Muster keeps for it: nothing of the
/// machine's own Muster is used.
///
/// @param folder its vault is in `vault`, its strategy in `muster.yaml`
record Home(Path folder) {
    /// @param component the settings of its kind, each on a line of its own
    String strategy(String component) {
        return strategy("", component);
    }

    /// @param logs how the log is captured, with a comma before it, or nothing
    String strategy(String logs, String component) {
        return """
        strategy: bench
        tiers: { standard: { rpo: 24h, rto: 30m } }
        regions: { here: { provider: local, folder: "%1$s" } }
        vaults: { main: { url: "file://%1$s/vault", region: here } }
        contacts: { you: { name: You, email: you@example.com } }
        components:
          data:
            tier: standard
            region: here
            owner: you
            protect: { vault: main, full: "0 0 1 1 *"%2$s }
        """
                        .formatted(folder, logs)
                + component.indent(4);
    }

    /// Of a folder that holds files.
    ///
    /// @param more further settings of the kind, or nothing
    String filesStrategy(Path path, String more) {
        return strategy(
                """
                kind: files
                path: "%s"
                recover: { in: here, method: restore, into: "%s/there" }
                %s\
                """
                        .formatted(path, folder, more));
    }

    Map<String, String> environment() {
        return Map.of("XDG_CONFIG_HOME", folder + "/config", "XDG_STATE_HOME", folder + "/state");
    }
}

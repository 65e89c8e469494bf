package dev.muster.operations;

import dev.muster.model.ComponentId;
import dev.muster.model.ProbeId;
import dev.muster.model.RunId;
import dev.muster.model.VaultId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The working state of one strategy on this machine. Losing it loses nothing that is in the vault;
/// what only a spool holds survives the loss of the source, not of both.
///
/// @param root `$MUSTER_HOME`, or the strategy's folder in the user's state folder
public record StateFolder(Path root) {
    /// Journals of runs.
    public Path runs() {
        return root.resolve("runs");
    }

    public Path run(RunId run) {
        return runs().resolve(run.value());
    }

    /// Captured log that the vault may not hold yet.
    public Path spool(ComponentId component) {
        return root.resolve("spool").resolve(component.value());
    }

    /// Who captures a component's log, and whether that was ended for good.
    public Path captures(ComponentId component) {
        return root.resolve("captures").resolve(component.value());
    }

    /// There once the probe was seen good.
    public Path probe(ProbeId probe) {
        return root.resolve("probes").resolve(probe.value());
    }

    /// The scratch folder of an operation; it is there when this returns.
    public Path work(String token) {
        Path folder = root.resolve("work").resolve(token);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw OperationErrors.STATE.error(
                    folder + " cannot be made: " + e, "check owner and free space", e);
        }
    }

    /// How far the scrub of a vault is.
    public Path scrub(VaultId vault) {
        return root.resolve("scrub").resolve(vault.value());
    }

    /// Locks that one process at a time holds.
    public Path lock(String name) {
        return root.resolve("locks").resolve(name);
    }

    /// Who was told of what.
    public Path alerts() {
        return root.resolve("alerts.json");
    }

    /// What a running `muster serve` says of itself.
    public Path daemon() {
        return root.resolve("serve.json");
    }
}

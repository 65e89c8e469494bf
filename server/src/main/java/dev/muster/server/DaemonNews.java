package dev.muster.server;

import dev.muster.engine.embedded.RunNews;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.ProbeId;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.operations.capture.WatchdogNews;
import dev.muster.provider.BackupFlaws;
import dev.muster.provider.DataStore;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Something that a daemon's watcher wants to know.
public sealed interface DaemonNews {
    record BackupBegan(ComponentId component) implements DaemonNews {}

    /// @param flaws what of it is missing or torn
    record BackupDone(
            ComponentId component, RecoveryPoint point, BackupFlaws flaws, List<String> remarks)
            implements DaemonNews {}

    /// @param retryAt when it is tried again
    record BackupFailed(ComponentId component, MusterException error, Instant retryAt)
            implements DaemonNews {}

    /// @param newest when the newest one in the vault began; empty if there is none
    record BackupDue(ComponentId component, Instant at, Optional<Instant> newest)
            implements DaemonNews {}

    /// Copies of the vault lack what another has, and could not be brought it now.
    record CopiesBehind(VaultId vault, List<String> problems) implements DaemonNews {}

    /// Every copy has everything again.
    record CopiesWhole(VaultId vault, ByteSize brought) implements DaemonNews {}

    record Captured(ComponentId component, CaptureNews news) implements DaemonNews {}

    record Watched(ComponentId component, WatchdogNews news) implements DaemonNews {}

    /// How far the standby is that a recovery would promote; told at each look.
    record StandbySeen(ComponentId component, DataStore.Following standby) implements DaemonNews {}

    /// It is not there, or cannot be asked; told at each look.
    record StandbyAway(ComponentId component, MusterException error) implements DaemonNews {}

    /// Figures are given out.
    record MetricsAt(InetSocketAddress address) implements DaemonNews {}

    /// A part of the daemon ended with an error that no retry helps.
    record Stopped(String part, MusterException error) implements DaemonNews {}

    /// @param lastGood empty if it was never good while this daemon ran
    record ProbeFailing(ProbeId probe, Optional<Instant> lastGood) implements DaemonNews {}

    record ProbeGood(ProbeId probe) implements DaemonNews {}

    /// A trigger fired and a recovery begins by itself.
    record Recovering(ScenarioId scenario, RunId run, Instant fired) implements DaemonNews {}

    /// A trigger fired, and the strategy says to tell somebody.
    record Told(ScenarioId scenario, Instant fired) implements DaemonNews {}

    /// @param found how much was wrong
    /// @param left how much of it no copy could mend
    record Scrubbed(VaultId vault, int found, int left) implements DaemonNews {}

    /// @param points how many were removed, or wait to be
    /// @param problems what could not be judged
    record Pruned(VaultId vault, int points, List<String> problems) implements DaemonNews {
        public Pruned {
            problems = List.copyOf(problems);
        }
    }

    /// How the sealed secrets stand that a recovery opens; told again when that changes.
    ///
    /// @param opened the names of those that can be opened
    /// @param closed the names of the others, with why
    record Sealed(List<String> opened, Map<String, String> closed) implements DaemonNews {
        public Sealed {
            opened = List.copyOf(opened);
            closed = new TreeMap<>(closed);
        }
    }

    /// A recovery begins without its sealed secrets: what needs one will stop, the rest comes back.
    record Unsealed(ScenarioId scenario, MusterException error) implements DaemonNews {}

    /// A vault shows less than was seen before: its storage may have been put back.
    ///
    /// @param missing what is not there any more, in sentences
    record RolledBack(VaultId vault, List<String> missing) implements DaemonNews {
        public RolledBack {
            missing = List.copyOf(missing);
        }
    }

    record UpkeepFailed(VaultId vault, MusterException error) implements DaemonNews {}

    /// Somebody was told of an alarm, or of its end.
    ///
    /// @param whom a contact
    /// @param line what was said
    record Alerted(String whom, String line) implements DaemonNews {}

    /// Somebody could not be told; it is tried again.
    record Untold(String whom, MusterException error) implements DaemonNews {}

    record Run(RunId run, RunNews news) implements DaemonNews {}

    record Recovered(ScenarioId scenario, RunId run, boolean good) implements DaemonNews {}
}

package dev.muster.operations.keys;

import dev.muster.model.ScenarioId;
import dev.muster.operations.Site;

/// The way to what only a recovery may open. A daemon goes through it when a recovery begins by
/// itself, and looks beforehand whether it could.
public interface RecoveryDoor {
    /// Everything that the recovery of a scenario works with, its sealed secrets opened now.
    /// Secrets of components that it does not touch may be missing.
    ///
    /// @throws dev.muster.model.MusterException if one of them cannot be opened
    Site open(ScenarioId scenario);

    /// How the sealed secrets of the strategy stand; none of their values is kept.
    SealedReport look();
}

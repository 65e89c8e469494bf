package dev.muster.operations.keys;

import dev.muster.operations.Site;

/// The way to what only a recovery may open. A daemon goes through it when a recovery begins by
/// itself, and looks beforehand whether it could.
public interface RecoveryDoor {
    /// Everything that a recovery works with, its sealed secrets opened now.
    ///
    /// @throws dev.muster.model.MusterException if one of them cannot be opened
    Site open();

    /// How the sealed secrets of the strategy stand; none of their values is kept.
    SealedReport look();
}

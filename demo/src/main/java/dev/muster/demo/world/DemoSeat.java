package dev.muster.demo.world;

import java.nio.file.Path;

/// Where Muster stands: its working state, its keys and its secrets in a region that is not the one
/// which its strategy loses.
///
/// @param region the region's folder
/// @param strategy what it goes by
public record DemoSeat(Path region, Path strategy) {
    /// Muster's working state.
    public Path state() {
        return region.resolve("state");
    }

    /// Muster's configuration, with its keys.
    public Path config() {
        return region.resolve("config");
    }

    /// What the daemon says.
    public Path log() {
        return region.resolve("muster.log");
    }

    /// The password of Muster's own role in the database.
    public Path password() {
        return region.resolve("muster.password");
    }
}

package dev.muster.demo.world;

import dev.muster.model.Address;
import dev.muster.model.RegionId;
import java.nio.file.Path;

/// What one region has of the system.
///
/// @param folder everything of the region
/// @param data the data folder of its PostgreSQL
record Side(
        RegionId region,
        Path folder,
        Path vault,
        Path data,
        Address database,
        Address application) {}

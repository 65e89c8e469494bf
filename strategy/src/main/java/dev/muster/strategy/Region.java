package dev.muster.strategy;

import dev.muster.kind.Doc;
import dev.muster.model.RegionId;
import java.util.Optional;

/// A failure domain that can be lost as a whole.
public record Region(
        RegionId id,
        @Doc("Who runs it: `local`, `aws`.") String provider,
        @Doc("The provider's own name of it, such as `eu-west-3`.") Optional<String> location,
        @Doc("For `local`: the folder that is the region.") Optional<String> folder) {}

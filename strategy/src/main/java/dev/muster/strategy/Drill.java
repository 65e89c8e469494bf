package dev.muster.strategy;

import dev.muster.model.DrillId;
import dev.muster.model.ScenarioId;
import java.util.Optional;

/// A rehearsal.
///
/// @param schedule five cron fields in UTC
public record Drill(DrillId id, ScenarioId scenario, Mode mode, Optional<String> schedule) {
    /// How real it is.
    public enum Mode {
        TABLETOP,
        RESTORE_TEST,
        ISOLATED,
        LIVE
    }
}

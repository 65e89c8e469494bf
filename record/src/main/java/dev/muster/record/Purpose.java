package dev.muster.record;

import dev.muster.model.DrillId;

/// Why a plan is run.
public sealed interface Purpose {
    /// Because of a real loss.
    record Recovery() implements Purpose {}

    /// To rehearse and measure.
    record Drill(DrillId drill) implements Purpose {}
}

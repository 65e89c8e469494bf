package dev.muster.engine.embedded;

import dev.muster.engine.machine.Command;
import dev.muster.engine.shell.AttemptResult;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.record.Actor;
import dev.muster.record.Event;
import dev.muster.record.Timer;

/// What other threads tell the thread of a run.
sealed interface Signal {
    record Ended(Command.Run run, AttemptResult result) implements Signal {}

    record Fired(Timer timer) implements Signal {}

    /// @param event what a person asked for
    record Told(Actor actor, Event event) implements Signal {}

    /// Orders have come in; they are read where they lie.
    record Mail() implements Signal {}

    record Superseded(Epoch by) implements Signal {}

    record HomeLost(MusterException error) implements Signal {}

    record Stop() implements Signal {}
}

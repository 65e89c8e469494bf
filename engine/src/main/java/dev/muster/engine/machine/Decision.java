package dev.muster.engine.machine;

import java.util.List;

/// What an event led to.
public record Decision(State state, List<Command> commands) {
    public Decision {
        commands = List.copyOf(commands);
    }
}

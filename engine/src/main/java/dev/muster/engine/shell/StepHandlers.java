package dev.muster.engine.shell;

import dev.muster.kind.Action;

/// The handler of each action; a closed set, so that a switch over it is checked.
@FunctionalInterface
public interface StepHandlers {
    StepHandler handler(Action action);
}

package dev.muster.engine.embedded;

/// Hears what goes on in a run. Called by several threads, one at a time; must return soon. One
/// that throws is not called again, and the run's result says so.
@FunctionalInterface
public interface RunListener {
    void on(RunNews news);
}

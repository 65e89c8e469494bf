package dev.muster.demo.story;

import dev.muster.demo.world.DemoLayout;
import dev.muster.record.RunRecord;
import dev.muster.strategy.Strategy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How a demo ended.
///
/// @param recovery what brought the system back after the loss
/// @param failback what moved it home, where that was asked for
public record DemoResult(DemoLayout layout, Part recovery, Optional<Part> failback) {
    /// One run, looked at from outside.
    ///
    /// @param strategy that was gone by
    /// @param run with everything that was measured
    /// @param files for people, by what they are
    public record Part(Strategy strategy, RunRecord run, Map<String, Path> files) {}
}

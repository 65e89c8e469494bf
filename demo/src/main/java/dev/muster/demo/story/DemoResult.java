package dev.muster.demo.story;

import dev.muster.demo.world.DemoLayout;
import dev.muster.record.RunRecord;
import dev.muster.strategy.Strategy;
import java.nio.file.Path;
import java.util.Map;

/// How a demo ended.
///
/// @param strategy that was recovered by
/// @param run with everything that was measured
/// @param files for people, by what they are
public record DemoResult(
        DemoLayout layout, Strategy strategy, RunRecord run, Map<String, Path> files) {}

package dev.muster.bench;

import dev.muster.check.Checker;
import dev.muster.documents.diagram.Diagrams;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Timetable;
import dev.muster.provider.files.kind.FilesKind;
import dev.muster.provider.process.kind.ProcessKind;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Run as a program of its own, with a heap of its own and nothing compiled yet: what one part of
/// the core takes for a large strategy, printed in seconds.
final class ManyComponents {
    private static final List<ComponentKind<?>> KINDS = List.of(new FilesKind(), new ProcessKind());

    private ManyComponents() {}

    /// `PART COMPONENTS`.
    public static void main(String[] args) {
        String text = LargeStrategy.text(Integer.parseInt(args[1]));
        double seconds =
                switch (args[0]) {
                    case "check" -> timed(() -> check(read(text)));
                    case "plan" -> {
                        Strategy strategy = read(text);
                        yield timed(() -> plan(strategy));
                    }
                    case "draw" -> {
                        Strategy strategy = read(text);
                        yield timed(() -> Diagrams.architecture(strategy).file().length());
                    }
                    default -> throw new IllegalArgumentException(args[0]);
                };
        System.out.println(String.format(Locale.ROOT, "%.4f", seconds));
    }

    private static double timed(Supplier<Integer> part) {
        long begun = System.nanoTime();
        int made = part.get();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (made == 0) {
            throw new IllegalStateException("nothing was made");
        }
        return seconds;
    }

    private static Strategy read(String text) {
        return new StrategyReader(KINDS)
                .read(Map.of("muster.yaml", text), Variables.NONE)
                .orThrow()
                .strategy();
    }

    private static int check(Strategy strategy) {
        List<Finding> found = Checker.check(strategy, Facts.NONE);
        found.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst()
                .ifPresent(error -> {
                    throw new IllegalStateException(error.message());
                });
        return strategy.components().size();
    }

    private static int plan(Strategy strategy) {
        RecoveryPlan plan =
                Planner.plan(
                        strategy,
                        new ScenarioId(LargeStrategy.SCENARIO),
                        Facts.NONE,
                        new RestoreTarget.Latest());
        return Timetable.of(plan, strategy).critical().size();
    }
}

package dev.muster.plan.simulation;

import dev.muster.kind.Estimate;
import dev.muster.kind.Facts.StepTime;
import dev.muster.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the time of one step is spread.
///
/// A measured step is drawn from the runs that were measured, each stretched as the plan stretches
/// its p95: where there is more to do today, all of them take longer. Of a step that nobody
/// measured, little is known; it takes half to twice its estimate, most likely the estimate.
sealed interface Spread {
    long nanos(Dice dice);

    /// @param nanos of each measured run, as long as it would take today
    record Measured(List<Long> nanos) implements Spread {
        public Measured {
            nanos = List.copyOf(nanos);
        }

        @Override
        public long nanos(Dice dice) {
            return nanos.get(dice.below(nanos.size()));
        }
    }

    /// A triangle from half of the estimate to twice of it, with its top above the estimate.
    record Estimated(long nanos) implements Spread {
        private static final double TOP = 1.0 / 3;

        @Override
        public long nanos(Dice dice) {
            double drawn = dice.unit();
            double factor =
                    drawn < TOP ? 0.5 + Math.sqrt(drawn * 0.75) : 2 - Math.sqrt((1 - drawn) * 1.5);
            return Math.round(nanos * factor);
        }
    }

    static Spread of(Step step, Optional<StepTime> time) {
        long planned = step.estimate().duration().toNanos();
        if (step.estimate().basis() != Estimate.Basis.MEASURED || time.isEmpty()) {
            return new Estimated(planned);
        }
        List<Duration> runs = time.get().measured();
        long p95 = time.get().p95().toNanos();
        if (runs.isEmpty() || p95 == 0) {
            return new Measured(List.of(planned));
        }
        double stretch = (double) planned / p95;
        return new Measured(runs.stream().map(run -> Math.round(run.toNanos() * stretch)).toList());
    }
}

package dev.muster.plan.simulation;

import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.StepId;
import dev.muster.plan.Term;
import dev.muster.plan.Timetable;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.List;

/// What many drawn runs of a plan come to.
///
/// Detection and decision are taken as the plan has them, since nobody measures them; each step is
/// drawn anew in each run (see [Spread]).
///
/// @param seed gives the same runs again
/// @param measured how many steps have been measured
/// @param steps how many there are
/// @param median half of the runs were done by then, counted from the loss
/// @param p95 19 of 20 were
/// @param longest all were
/// @param chances of the components that have an RTO, in the order of the file
/// @param lead what passes before the first step, in every run
/// @param shares of the steps, the largest first; with the lead they add up to the whole
public record Simulation(
        long seed,
        int runs,
        int measured,
        int steps,
        Duration median,
        Duration p95,
        Duration longest,
        List<Chance> chances,
        List<Term> lead,
        List<Share> shares) {
    public static final int RUNS = 10_000;

    public Simulation {
        chances = List.copyOf(chances);
        lead = List.copyOf(lead);
        shares = List.copyOf(shares);
    }

    /// @param kept the part of the runs in which it was back in time, from 0 to 1
    public record Chance(ComponentId component, Duration rto, double kept) {}

    /// @param time what the step adds to the whole, on average over all runs
    /// @param decides the part of the runs in which it was on the critical path, from 0 to 1
    public record Share(StepId step, Duration time, double decides) {}

    /// @param timetable of the plan, with what passes before its first step
    public static Simulation of(
            Timetable timetable, Strategy strategy, Facts facts, long seed, int runs) {
        return new Simulator(timetable, strategy, facts).run(seed, runs);
    }
}

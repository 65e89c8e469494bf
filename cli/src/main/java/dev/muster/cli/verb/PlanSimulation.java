package dev.muster.cli.verb;

import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.kind.Facts;
import dev.muster.model.Durations;
import dev.muster.plan.Term;
import dev.muster.plan.WhatIf;
import dev.muster.plan.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `muster plan SCENARIO --simulate` adds to the answer.
record PlanSimulation(
        long seed,
        int runs,
        int measuredSteps,
        int steps,
        Duration median,
        Duration p95,
        Duration longest,
        List<ChanceEntry> chances,
        List<ShareEntry> shares) {
    private static final int HEX = 16;
    private static final int DIGITS = 8;
    private static final double CERTAIN = 1;

    /// The lines that are shown; the JSON has all of them.
    private static final int MOST_SHARES = 12;

    record ChanceEntry(String component, Duration rto, double kept) {}

    /// @param decides the part of the runs in which it was on the critical path
    record ShareEntry(String part, Duration time, double decides) {}

    /// @param seed null for the one that follows from the strategy, so that the same file gives the
    ///   same answer
    static Simulation of(WhatIf then, Facts facts, @Nullable Long seed) {
        long chosen =
                seed == null
                        ? Long.parseLong(
                                then.plan().strategy().toString().substring(0, DIGITS), HEX)
                        : seed;
        return Simulation.of(then.times(), then.strategy(), facts, chosen, Simulation.RUNS);
    }

    static PlanSimulation of(Simulation simulation) {
        return new PlanSimulation(
                simulation.seed(),
                simulation.runs(),
                simulation.measured(),
                simulation.steps(),
                simulation.median(),
                simulation.p95(),
                simulation.longest(),
                simulation.chances().stream()
                        .map(it -> new ChanceEntry(it.component().value(), it.rto(), it.kept()))
                        .toList(),
                parts(simulation));
    }

    /// The lead is part of every run.
    private static List<ShareEntry> parts(Simulation simulation) {
        List<ShareEntry> parts = new ArrayList<>();
        for (Term term : simulation.lead()) {
            parts.add(new ShareEntry(term.name(), term.duration(), CERTAIN));
        }
        simulation
                .shares()
                .forEach(it ->
                        parts.add(new ShareEntry(it.step().value(), it.time(), it.decides())));
        parts.sort(Comparator.comparing(ShareEntry::time).reversed());
        return List.copyOf(parts);
    }

    static void show(Screen screen, Simulation simulation) {
        screen.print("");
        screen.print(simulation.runs() + " runs, drawn with --seed " + simulation.seed() + ":");
        screen.print(
                "  "
                        + simulation.measured()
                        + " of "
                        + simulation.steps()
                        + " steps as they were measured, the others half to twice their estimate");
        screen.print(
                "  from the loss to the last step: half of them within "
                        + Durations.text(simulation.median())
                        + ", 19 of 20 within "
                        + Durations.text(simulation.p95())
                        + ", all within "
                        + Durations.text(simulation.longest()));
        screen.print("");
        chances(screen, simulation);
        shares(screen, simulation);
    }

    private static void chances(Screen screen, Simulation simulation) {
        if (simulation.chances().isEmpty()) {
            return;
        }
        Table table = Table.of("component", ">rto", ">kept in");
        simulation
                .chances()
                .forEach(it ->
                        table.row(
                                it.component().value(),
                                Durations.text(it.rto()),
                                percent(it.kept())));
        table.print(screen);
        screen.print("");
    }

    private static void shares(Screen screen, Simulation simulation) {
        Table table = Table.of("where the time goes", ">on average", ">decides in");
        parts(simulation).stream()
                .filter(it -> !it.time().isZero())
                .limit(MOST_SHARES)
                .forEach(it ->
                        table.row(it.part(), Durations.text(it.time()), percent(it.decides())));
        table.print(screen);
    }

    /// Never rounded to all or nothing where it is not.
    private static String percent(double part) {
        if (part > 0 && part < 0.001) {
            return "< 0.1 %";
        }
        if (part < 1 && part > 0.999) {
            return "> 99.9 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", part * 100);
    }
}

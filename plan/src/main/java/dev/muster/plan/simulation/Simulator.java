package dev.muster.plan.simulation;

import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ComponentId;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.plan.Term;
import dev.muster.plan.Timetable;
import dev.muster.plan.simulation.Simulation.Chance;
import dev.muster.plan.simulation.Simulation.Share;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Draws runs of one plan. Steps are numbers here, in the plan's order, since there are many runs.
final class Simulator {
    private static final int NONE = -1;

    private final Timetable timetable;
    private final List<Step> steps;
    private final int[][] after;
    private final Spread[] spreads;
    private final List<Promise> promises;
    private final int measured;

    /// Of the run that is drawn.
    private final long[] times;

    private final long[] finishes;
    private final int[] decides;

    Simulator(Timetable timetable, Strategy strategy, Facts facts) {
        this.timetable = timetable;
        this.steps = timetable.slots().stream().map(Timetable.Slot::step).toList();
        Map<StepId, Integer> numbers = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            numbers.put(steps.get(i).id(), i);
        }
        this.after = steps.stream().map(step -> after(step, numbers)).toArray(int[][]::new);
        Map<StepId, StepTime> known = known(facts);
        this.spreads =
                steps.stream()
                        .map(step -> Spread.of(step, Optional.ofNullable(known.get(step.id()))))
                        .toArray(Spread[]::new);
        this.measured =
                (int) Arrays.stream(spreads).filter(Spread.Measured.class::isInstance).count();
        this.promises = promises(strategy);
        this.times = new long[steps.size()];
        this.finishes = new long[steps.size()];
        this.decides = new int[steps.size()];
    }

    /// When a component has to be back, and the steps of which the last one tells when it is.
    private record Promise(ComponentId component, Duration rto, List<Integer> steps) {
        Promise {
            steps = List.copyOf(steps);
        }
    }

    private static Map<StepId, StepTime> known(Facts facts) {
        Map<StepId, StepTime> known = new HashMap<>();
        for (StepTime time : facts.stepTimes()) {
            known.putIfAbsent(new StepId(time.component() + "-" + time.verb()), time);
        }
        return known;
    }

    /// By name, as in the plan: of several that end at once always the same one decides.
    private static int[] after(Step step, Map<StepId, Integer> numbers) {
        return step.after().stream()
                .sorted()
                .mapToInt(id -> numbers.getOrDefault(id, NONE))
                .filter(number -> number != NONE)
                .toArray();
    }

    private List<Promise> promises(Strategy strategy) {
        Map<ComponentId, List<Integer>> own = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            own.computeIfAbsent(steps.get(i).action().component(), _ -> new ArrayList<>()).add(i);
        }
        List<Promise> promises = new ArrayList<>();
        for (Component<?> component : strategy.components().values()) {
            List<Integer> numbers = own.get(component.id());
            if (component.rto().isPresent() && numbers != null) {
                promises.add(new Promise(component.id(), component.rto().get(), numbers));
            }
        }
        return promises;
    }

    Simulation run(long seed, int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("a simulation has at least 1 run, not " + runs);
        }
        Dice dice = new Dice(seed);
        long begin = timetable.lead().detects().plus(timetable.lead().decides()).toNanos();
        long[] totals = new long[runs];
        int[] kept = new int[promises.size()];
        double[] time = new double[steps.size()];
        int[] critical = new int[steps.size()];
        for (int run = 0; run < runs; run++) {
            int last = draw(dice, begin);
            totals[run] = last == NONE ? begin : finishes[last];
            for (int at = last; at != NONE; at = decides[at]) {
                critical[at]++;
                time[at] += times[at];
            }
            for (int i = 0; i < kept.length; i++) {
                kept[i] += keeps(promises.get(i)) ? 1 : 0;
            }
        }
        Arrays.sort(totals);
        return new Simulation(
                seed,
                runs,
                measured,
                steps.size(),
                rank(totals, 0.5),
                rank(totals, 0.95),
                rank(totals, 1),
                chances(kept, runs),
                lead(),
                shares(time, critical, runs));
    }

    /// One run.
    ///
    /// @return the step that ends last
    private int draw(Dice dice, long begin) {
        int last = NONE;
        for (int i = 0; i < times.length; i++) {
            times[i] = spreads[i].nanos(dice);
            long start = begin;
            decides[i] = NONE;
            for (int before : after[i]) {
                if (decides[i] == NONE || finishes[before] > start) {
                    start = finishes[before];
                    decides[i] = before;
                }
            }
            finishes[i] = start + times[i];
            if (last == NONE || finishes[i] > finishes[last]) {
                last = i;
            }
        }
        return last;
    }

    private boolean keeps(Promise promise) {
        long back = 0;
        for (int step : promise.steps()) {
            back = Math.max(back, finishes[step]);
        }
        return back <= promise.rto().toNanos();
    }

    /// By the nearest rank.
    private static Duration rank(long[] sorted, double part) {
        return Duration.ofNanos(sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)]);
    }

    private List<Chance> chances(int[] kept, int runs) {
        List<Chance> chances = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            Promise promise = promises.get(i);
            chances.add(new Chance(promise.component(), promise.rto(), kept[i] / (double) runs));
        }
        return chances;
    }

    private List<Term> lead() {
        List<Term> lead = new ArrayList<>(timetable.lead().detection());
        lead.addAll(timetable.lead().decision());
        return lead;
    }

    private List<Share> shares(double[] time, int[] critical, int runs) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < time.length; i++) {
            shares.add(
                    new Share(
                            steps.get(i).id(),
                            Duration.ofNanos(Math.round(time[i] / runs)),
                            critical[i] / (double) runs));
        }
        // a stable sort: what adds the same stays in the plan's order
        shares.sort(Comparator.comparing(Share::time).reversed());
        return shares;
    }
}

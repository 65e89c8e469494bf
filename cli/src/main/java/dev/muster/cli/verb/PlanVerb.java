package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.documents.diagram.Diagrams;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.model.Durations;
import dev.muster.model.RestoreTarget;
import dev.muster.model.StepId;
import dev.muster.operations.Site;
import dev.muster.operations.facts.FactsReader;
import dev.muster.plan.Change;
import dev.muster.plan.ExpectedLoss;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.plan.Timetable;
import dev.muster.plan.WhatIf;
import dev.muster.plan.simulation.Simulation;
import dev.muster.strategy.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster plan`.
@Command(
        name = "plan",
        description = "the steps, times, critical path and expected loss; nothing is touched")
public final class PlanVerb implements Verb {
    private final Sites sites;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            description = "what is lost; not needed with --diff")
    private String scenario = "";

    @Option(
            names = "--to",
            paramLabel = "MOMENT",
            defaultValue = "latest",
            description = "the moment that data is brought back to")
    private String to = "latest";

    @Option(
            names = "--what-if",
            paramLabel = "CHANGE",
            description = "what else could be so: " + Change.HELP + "; may be given again")
    private List<String> whatIf = List.of();

    @Option(
            names = "--diff",
            paramLabel = "REV|FILE",
            description = "what changed since a git revision or another file, for recovery")
    private @Nullable String diff;

    @Option(
            names = "--svg",
            description = "answer with a drawing of the steps in time, their critical path in bold")
    private boolean svg;

    @Option(
            names = "--simulate",
            description = "draw 10000 runs: the chance to be back in time, and where the time goes")
    private boolean simulate;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "which runs --simulate draws; without it, those of the strategy's digest")
    private @Nullable Long seed;

    public PlanVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        if (svg && (simulate || diff != null || call.wantsJson())) {
            throw CliErrors.WRONG_USAGE.error(
                    "--svg is an answer of its own", "muster plan SCENARIO --svg > plan.svg");
        }
        if (seed != null && !simulate) {
            throw CliErrors.WRONG_USAGE.error(
                    "--seed says which runs are drawn, and none are", "add --simulate");
        }
        if (diff != null) {
            return new PlanDiff(sites, call).since(diff);
        }
        Site site = sites.openPatiently(call);
        Scenario found = Named.scenario(site, scenario);
        Facts facts = new FactsReader(site).read();
        RestoreTarget target = Targets.parse(call, "--to", to);
        WhatIf then =
                WhatIf.of(
                        site.strategy(),
                        found.id(),
                        facts,
                        target,
                        whatIf.stream().map(PlanVerb::change).toList());
        Optional<WhatIf> usual =
                whatIf.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                WhatIf.of(site.strategy(), found.id(), facts, target, List.of()));
        if (svg) {
            call.screen()
                    .print(
                            Diagrams.timeline(then.strategy(), then.plan(), then.times())
                                    .file()
                                    .stripTrailing());
            return Answer.of(then.alone().isEmpty());
        }
        Optional<Simulation> simulation =
                simulate ? Optional.of(PlanSimulation.of(then, facts, seed)) : Optional.empty();
        call.answer(
                "plan/1",
                Answered.of(then, usual, whatIf, simulation),
                screen -> {
                    show(screen, then.plan(), then.times(), then.losses());
                    usual.ifPresent(it -> compare(screen, it, then, whatIf));
                    simulation.ifPresent(it -> PlanSimulation.show(screen, it));
                });
        return Answer.of(then.alone().isEmpty());
    }

    private static Change change(String text) {
        return Change.parse(text)
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "--what-if '" + text + "' is not understood",
                                "write " + Change.HELP));
    }

    /// What the changes cost, beside what is so without them.
    private static void compare(Screen screen, WhatIf usual, WhatIf then, List<String> changes) {
        screen.print("");
        screen.print("What if " + String.join(" and ", changes) + ":");
        screen.print(
                "  from the loss to the last step "
                        + Durations.text(then.times().total())
                        + ", else "
                        + Durations.text(usual.times().total()));
        then.losses()
                .forEach(loss -> {
                    ExpectedLoss before = usual.lossOf().get(loss.component());
                    String now = brief(loss);
                    String old = before == null ? "not lost at all" : brief(before);
                    if (!now.equals(old)) {
                        screen.print("  loss of " + loss.component() + " " + now + ", else " + old);
                    }
                });
        then.alone().ifPresent(who -> screen.print("  nobody is left to decide: " + who));
    }

    private static String brief(ExpectedLoss loss) {
        return switch (loss) {
            case ExpectedLoss.AtMost atMost -> "at most " + Durations.text(atMost.duration());
            case ExpectedLoss.Everything _ -> "everything";
        };
    }

    private static void show(
            Screen screen, RecoveryPlan plan, Timetable times, List<ExpectedLoss> losses) {
        screen.print(
                "Recover from "
                        + plan.scenario()
                        + " in "
                        + plan.in()
                        + ": "
                        + plan.steps().size()
                        + " steps, "
                        + Durations.text(times.total())
                        + " from the loss to the last step");
        screen.print("");
        Table table = Table.of("step", ">begins", ">takes", "how known", "critical", "why");
        Set<StepId> critical = Set.copyOf(times.critical());
        for (Timetable.Slot slot : times.slots()) {
            Step step = slot.step();
            table.row(
                    step.id().value() + (step.pointOfNoReturn() ? " (no return)" : ""),
                    Durations.text(slot.start()),
                    Durations.text(step.estimate().duration()),
                    step.estimate().basis() == Estimate.Basis.MEASURED ? "measured" : "estimated",
                    critical.contains(step.id()) ? "yes" : "",
                    step.why());
        }
        table.print(screen);
        screen.print("");
        losses.forEach(loss -> screen.print("loss of " + loss.component() + ": " + words(loss)));
    }

    private static String words(ExpectedLoss loss) {
        return switch (loss) {
            case ExpectedLoss.AtMost atMost ->
                    "at most " + Durations.text(atMost.duration()) + "; " + atMost.reason();
            case ExpectedLoss.Everything everything -> "everything; " + everything.reason();
        };
    }

    private record Answered(
            String scenario,
            String in,
            Duration total,
            List<StepEntry> steps,
            List<String> criticalPath,
            List<LossEntry> losses,
            Optional<Instead> instead,
            Optional<PlanSimulation> simulation) {
        static Answered of(
                WhatIf then,
                Optional<WhatIf> usual,
                List<String> changes,
                Optional<Simulation> simulation) {
            RecoveryPlan plan = then.plan();
            Timetable times = then.times();
            return new Answered(
                    plan.scenario().value(),
                    plan.in().value(),
                    times.total(),
                    times.slots().stream().map(StepEntry::of).toList(),
                    times.critical().stream().map(StepId::value).toList(),
                    then.losses().stream().map(LossEntry::of).toList(),
                    usual.map(it ->
                            new Instead(
                                    changes,
                                    it.times().total(),
                                    it.losses().stream().map(LossEntry::of).toList(),
                                    then.alone())),
                    simulation.map(PlanSimulation::of));
        }
    }

    /// What is so without the changes that were asked for.
    ///
    /// @param nobodyDecides who is asked last and absent too
    private record Instead(
            List<String> changes,
            Duration total,
            List<LossEntry> losses,
            Optional<String> nobodyDecides) {}

    private record StepEntry(
            String step,
            String component,
            String verb,
            String region,
            Set<String> after,
            String why,
            Duration begins,
            Duration takes,
            Estimate.Basis basis,
            boolean pointOfNoReturn) {
        static StepEntry of(Timetable.Slot slot) {
            Step step = slot.step();
            return new StepEntry(
                    step.id().value(),
                    step.action().component().value(),
                    step.action().verb(),
                    step.action().region().value(),
                    step.after().stream()
                            .map(StepId::value)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    step.why(),
                    slot.start(),
                    step.estimate().duration(),
                    step.estimate().basis(),
                    step.pointOfNoReturn());
        }
    }

    /// @param atMost absent where everything is lost
    private record LossEntry(String component, Optional<Duration> atMost, String reason) {
        static LossEntry of(ExpectedLoss loss) {
            return switch (loss) {
                case ExpectedLoss.AtMost it ->
                        new LossEntry(
                                it.component().value(), Optional.of(it.duration()), it.reason());
                case ExpectedLoss.Everything it ->
                        new LossEntry(it.component().value(), Optional.empty(), it.reason());
            };
        }
    }
}

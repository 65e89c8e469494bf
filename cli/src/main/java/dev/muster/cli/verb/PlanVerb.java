package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.model.Durations;
import dev.muster.model.StepId;
import dev.muster.operations.Site;
import dev.muster.operations.facts.FactsReader;
import dev.muster.plan.ExpectedLoss;
import dev.muster.plan.ExpectedLosses;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.plan.Timetable;
import dev.muster.strategy.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster plan`.
@Command(
        name = "plan",
        description = "the steps, times, critical path and expected loss; nothing is touched")
public final class PlanVerb implements Verb {
    private final Sites sites;

    @Parameters(paramLabel = "SCENARIO", description = "what is lost")
    private String scenario = "";

    @Option(
            names = "--to",
            paramLabel = "MOMENT",
            defaultValue = "latest",
            description = "the moment that data is brought back to")
    private String to = "latest";

    public PlanVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        Scenario found = Named.scenario(site, scenario);
        Facts facts = new FactsReader(site).read();
        RecoveryPlan plan =
                Planner.plan(site.strategy(), found.id(), facts, Targets.parse(call, "--to", to));
        Timetable times = Timetable.of(plan, site.strategy());
        List<ExpectedLoss> losses = ExpectedLosses.of(site.strategy(), found.id(), facts);
        call.answer(
                "plan/1",
                Answered.of(plan, times, losses),
                screen -> show(screen, plan, times, losses));
        return Answer.YES;
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
            List<LossEntry> losses) {
        static Answered of(RecoveryPlan plan, Timetable times, List<ExpectedLoss> losses) {
            return new Answered(
                    plan.scenario().value(),
                    plan.in().value(),
                    times.total(),
                    times.slots().stream().map(StepEntry::of).toList(),
                    times.critical().stream().map(StepId::value).toList(),
                    losses.stream().map(LossEntry::of).toList());
        }
    }

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

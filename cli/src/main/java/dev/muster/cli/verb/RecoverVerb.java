package dev.muster.cli.verb;

import dev.muster.check.Checker;
import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.FromVault;
import dev.muster.cli.keys.Warnings;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.site.Sites;
import dev.muster.documents.Sources;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.runbook.Runbook;
import dev.muster.engine.embedded.ActiveRun;
import dev.muster.engine.embedded.Reply;
import dev.muster.engine.embedded.RunListener;
import dev.muster.engine.embedded.RunResult;
import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.model.MusterException;
import dev.muster.model.StepId;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.operations.facts.FactsReader;
import dev.muster.operations.keys.Keepsakes;
import dev.muster.operations.recovery.Recovery;
import dev.muster.plan.RecoveryPlan;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.PhaseTime;
import dev.muster.record.Phases;
import dev.muster.record.Purpose;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster recover`: begins a recovery, or resumes the one that is open.
@Command(
        name = "recover",
        description = "carry a scenario out, or go on with a recovery that did not end")
public class RecoverVerb implements Verb {
    private final Sites sites;
    private final DoubleSupplier jitter;

    @Parameters(paramLabel = "SCENARIO", description = "what was lost")
    private String scenario = "";

    @Option(
            names = "--to",
            paramLabel = "MOMENT",
            defaultValue = "latest",
            description = "the moment that data is brought back to; " + Targets.HELP)
    private String to = "latest";

    @Option(
            names = "--assume-fenced",
            paramLabel = "COMPONENT",
            description = "its old one is gone for sure, at your own risk")
    private List<String> assumeFenced = List.of();

    @Option(
            names = "--answer",
            paramLabel = "STEP=done|again|fail",
            description = "how a step stands that nobody could tell of")
    private List<String> answers = List.of();

    @Option(names = "--again", description = "also if the scenario was carried out already")
    private boolean again;

    @Option(names = "--partly", description = "also if not everything can come back here now")
    private boolean partly;

    @Option(names = "--yes", description = "do not ask for the scenario's name to be typed")
    private boolean yes;

    @Mixin private FromVault from = new FromVault();

    public RecoverVerb(Sites sites, DoubleSupplier jitter) {
        this.sites = sites;
        this.jitter = jitter;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        FromVault.Given given = from.open(call, sites, Named.scenario(scenario));
        Site site = given.site();
        warn(call, site);
        Scenario found = Named.scenario(site, scenario);
        Recovery recovery =
                new Recovery(
                        site,
                        jitter,
                        assumeFenced.stream().map(ComponentId::new).collect(Collectors.toSet()));
        RunListener listener = new Askings(call, site.strategy());
        Optional<RunStart> open = recovery.open(found);
        if (open.isEmpty() && !again && recovery.isDone(found)) {
            call.screen().say(scenario + " was carried out already; once more with --again");
            return Answer.NO;
        }
        ActiveRun run =
                open.isPresent()
                        ? resume(call, recovery, open.get(), listener)
                        : begin(call, site, recovery, found, listener);
        RunResult result = run.await();
        recovery.home(result.record().start().plan().in()).finish(result.record());
        keep(call, given, result.record().start().plan());
        return tell(call, result);
    }

    /// Nothing is asked of the vault where nobody ever looked, as on a bare machine.
    private static void warn(Call call, Site site) {
        for (VaultId vault : site.strategy().vaults().keySet()) {
            if (!site.vaults().keys(vault).seen().marks().isEmpty()) {
                Warnings.rolledBack(call, site.vaults().any(vault), site.vaults().keys(vault));
            }
        }
    }

    /// What the run went by, for the next time. After the run: a copy that does not answer must not
    /// hold it up.
    private static void keep(Call call, FromVault.Given given, RecoveryPlan plan) {
        Strategy strategy = given.site().strategy();
        Sources sources =
                new Sources(strategy, plan, Facts.NONE, Checker.check(strategy, Facts.NONE));
        String runbook = MarkdownRenderer.render(Runbook.page(sources));
        try {
            new Keepsakes(given.site(), call.person())
                    .keep(given.text(), Map.of(plan.scenario().value(), runbook));
        } catch (MusterException e) {
            call.screen().say("the strategy and its runbook were not kept: " + e.getMessage());
        }
    }

    private ActiveRun begin(
            Call call, Site site, Recovery recovery, Scenario found, RunListener listener)
            throws InterruptedException {
        Instant given = call.timing().instant();
        RecoveryPlan plan =
                recovery.plan(
                        found.id(), Targets.parse(call, "--to", to), new FactsReader(site).read());
        requirePlanned(call, site, plan);
        requireClear(call, recovery.obstacles(plan));
        call.confirm(
                "This brings "
                        + plan.steps().stream()
                                .map(step -> step.action().component().value())
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + " back in "
                        + plan.in()
                        + " and sends clients there. "
                        + loss(),
                scenario,
                yes);
        Trigger trigger =
                new Trigger(
                        Optional.empty(),
                        given,
                        call.timing().instant(),
                        person(call),
                        "muster " + word() + " " + scenario);
        RunStart start = recovery.prepare(plan, new Purpose.Recovery(), trigger);
        resumeHint(call);
        return recovery.begin(start, listener);
    }

    /// What a person types for it.
    String word() {
        return "recover";
    }

    /// What is lost, for a person who confirms it.
    String loss() {
        return "Writes that were not captured are lost.";
    }

    /// Refuses what must not be begun while the old side serves.
    void requirePlanned(Call call, Site site, RecoveryPlan plan) throws InterruptedException {}

    /// Says all that is in the way; nothing was touched yet.
    private void requireClear(Call call, List<MusterException> obstacles) {
        if (obstacles.isEmpty()) {
            return;
        }
        if (!partly) {
            obstacles.stream()
                    .skip(1)
                    .forEach(other -> call.screen().say(other.code() + " " + other.getMessage()));
            throw obstacles.getFirst();
        }
        obstacles.forEach(obstacle ->
                call.screen()
                        .say(
                                "will not come back: "
                                        + obstacle.code()
                                        + " "
                                        + obstacle.getMessage()));
    }

    private ActiveRun resume(Call call, Recovery recovery, RunStart start, RunListener listener) {
        call.screen().say("going on with run " + start.run());
        resumeHint(call);
        List<Reply> replies = new ArrayList<>();
        answers.forEach(text -> replies.add(reply(call, text)));
        return recovery.resume(start, replies, listener);
    }

    private void resumeHint(Call call) {
        call.resumeWith("finished steps are kept; go on with: muster recover " + scenario);
    }

    private static Reply reply(Call call, String text) {
        int equals = text.indexOf('=');
        String word = text.substring(equals + 1).toUpperCase(Locale.ROOT);
        for (dev.muster.record.Answer answer : dev.muster.record.Answer.values()) {
            if (equals > 0 && answer.name().equals(word)) {
                return new Reply(
                        person(call),
                        new StepId(text.substring(0, equals)),
                        answer,
                        "answered with muster recover");
            }
        }
        throw CliErrors.WRONG_USAGE.error(
                "--answer '" + text + "' is no answer", "write it as STEP=done, =again or =fail");
    }

    private static Actor person(Call call) {
        return new Actor(call.around().environment().getOrDefault("USER", "somebody"));
    }

    private Answer tell(Call call, RunResult result) throws InterruptedException {
        EndState end = result.record().end();
        switch (result.stop()) {
            case RunResult.Stop.Ended _ -> {}
            case RunResult.Stop.Waiting(List<?> questions) ->
                    questions.forEach(question -> call.screen().say(String.valueOf(question)));
            case RunResult.Stop.Interrupted _ -> throw new InterruptedException();
            case RunResult.Stop.Superseded(dev.muster.model.Epoch by) ->
                    call.screen().say("another controller took the run over, with epoch " + by);
            case RunResult.Stop.Broken(MusterException error) -> throw error;
        }
        Answered answered = Answered.of(result);
        call.answer("recover/1", answered, screen -> show(screen, answered));
        return Answer.of(end == EndState.SUCCEEDED);
    }

    private void show(Screen screen, Answered answered) {
        screen.print("");
        for (PhaseEntry phase : answered.phases()) {
            screen.print(
                    String.format(
                            Locale.ROOT,
                            "  %-8s %8s",
                            phase.name(),
                            Durations.text(phase.duration())));
        }
        boolean good = answered.end().equals("succeeded");
        String line = "run " + answered.run() + " " + answered.end();
        screen.print(good ? screen.inkOfAnswer().good(line) : screen.inkOfAnswer().bad(line));
        if (!good) {
            screen.print("go on with: muster recover " + scenario);
        }
    }

    private record Answered(
            String run, String scenario, String end, List<PhaseEntry> phases, List<Done> steps) {
        static Answered of(RunResult result) {
            RunStart start = result.record().start();
            return new Answered(
                    start.run().value(),
                    start.plan().scenario().value(),
                    result.record().end().name().toLowerCase(Locale.ROOT),
                    Phases.measured(result.record()).stream().map(PhaseEntry::of).toList(),
                    result.record().receipts().stream().map(Done::of).toList());
        }
    }

    private record PhaseEntry(String name, Instant start, Duration duration) {
        static PhaseEntry of(PhaseTime time) {
            return new PhaseEntry(
                    time.phase().name().toLowerCase(Locale.ROOT), time.start(), time.duration());
        }
    }

    private record Done(String step, Instant started, Duration duration, int attempt) {
        static Done of(Receipt receipt) {
            return new Done(
                    receipt.step().value(),
                    receipt.started(),
                    receipt.duration(),
                    receipt.attempt());
        }
    }
}

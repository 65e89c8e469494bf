package dev.muster.cli.run;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.engine.EngineErrors;
import dev.muster.model.Durations;
import dev.muster.model.Names;
import dev.muster.model.StepId;
import dev.muster.operations.Site;
import dev.muster.operations.runs.KnownRun;
import dev.muster.operations.runs.RunBook;
import dev.muster.operations.runs.RunPicture;
import dev.muster.operations.runs.RunView;
import dev.muster.operations.runs.RunView.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster run watch`: looks on until the run ends, or does not go on by itself. Only looks: the
/// run does not notice, and goes on when the watching ends.
@Command(name = "watch", description = "look on while a run goes")
public final class RunWatchVerb implements Verb {
    /// A controller that has just begun has written nothing yet.
    private static final int PATIENCE = 4;

    private final Sites sites;
    private final Map<StepId, RunView.Stand> told = new HashMap<>();

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "its name; without one, the run that began last")
    private String run = "";

    @Option(names = "--every", paramLabel = "DURATION", description = "how often to look: 500ms")
    private String every = "500ms";

    public RunWatchVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        Duration pause =
                Durations.parse(every)
                        .filter(Duration::isPositive)
                        .orElseThrow(() ->
                                CliErrors.WRONG_USAGE.error(
                                        "--every '" + every + "' is no duration",
                                        "write it as 500ms or 2s"));
        Site site = sites.openPatiently(call);
        RunBook book = new RunBook(site);
        KnownRun known = run.isEmpty() ? newest(book) : book.require(run);
        call.resumeWith("the run does not notice; look again with: muster run watch");
        int still = 0;
        int events = -1;
        while (true) {
            Instant now = call.timing().instant();
            RunView view = RunPicture.of(known, site.strategy(), now);
            boolean changed = known.events().size() + known.receipts().size() != events;
            events = known.events().size() + known.receipts().size();
            still = view.state().moves() ? 0 : still + 1;
            boolean over = known.end().isPresent() || still >= PATIENCE;
            show(call, view, changed || over, over);
            if (over) {
                return Answer.of(RunTree.good(view));
            }
            call.timing().pause(pause);
            known = book.find(known.start().run()).orElse(known);
        }
    }

    private static KnownRun newest(RunBook book) {
        List<KnownRun> runs = book.all();
        if (runs.isEmpty()) {
            throw EngineErrors.RUN_UNKNOWN.error(
                    "there is no run yet", "begin one: muster recover SCENARIO");
        }
        return runs.getFirst();
    }

    private void show(Call call, RunView view, boolean changed, boolean over) {
        if (call.wantsJson()) {
            if (changed) {
                call.line("run-show/1", view);
            }
            return;
        }
        RunTree tree = new RunTree(call, view);
        if (over) {
            call.screen().endPicture();
            tree.all().forEach(call.screen()::print);
        } else if (!call.screen().picture(tree.brief())) {
            news(call, view);
        }
    }

    /// Where nothing can be redrawn: a line for each step that stands otherwise than before.
    private void news(Call call, RunView view) {
        for (StepView step : view.steps()) {
            if (told.put(step.step(), step.state()) != step.state()
                    && step.state() != RunView.Stand.WAITING) {
                call.screen()
                        .print(
                                "  "
                                        + Names.word(step.state())
                                        + "  "
                                        + step.step()
                                        + step.took()
                                                .map(took -> "  " + Durations.text(took))
                                                .orElse("")
                                        + step.says().map(says -> "  " + says).orElse(""));
            }
        }
    }
}

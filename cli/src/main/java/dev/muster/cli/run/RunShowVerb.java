package dev.muster.cli.run;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.engine.EngineErrors;
import dev.muster.operations.Site;
import dev.muster.operations.runs.KnownRun;
import dev.muster.operations.runs.RunBook;
import dev.muster.operations.runs.RunPicture;
import dev.muster.operations.runs.RunView;
import dev.muster.record.json.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster run show`.
@Command(name = "show", description = "how a run stands or went, step by step")
public final class RunShowVerb implements Verb {
    private final Sites sites;

    @Parameters(paramLabel = "RUN", description = "its name, as `muster run list` shows it")
    private String run = "";

    @Option(names = "--events", description = "all that happened in it, as JSON lines")
    private boolean events;

    public RunShowVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        KnownRun known = new RunBook(site).require(run);
        if (events) {
            return events(call, known);
        }
        RunView view = RunPicture.of(known, site.strategy(), call.timing().instant());
        call.answer(
                "run-show/1", view, screen -> new RunTree(call, view).all().forEach(screen::print));
        return Answer.YES;
    }

    private static Answer events(Call call, KnownRun known) {
        if (known.elsewhere()) {
            throw EngineErrors.JOURNAL_ELSEWHERE.error(
                    "the journal of run " + known.start().run() + " is on another machine",
                    "see what is done: muster run show " + known.start().run());
        }
        known.events().forEach(event -> call.line("run-event/1", RecordJson.STANDARD.write(event)));
        return Answer.YES;
    }
}

package dev.muster.cli.run;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.engine.journal.Holder;
import dev.muster.model.Durations;
import dev.muster.model.Names;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.operations.Site;
import dev.muster.operations.runs.KnownRun;
import dev.muster.operations.runs.RunBook;
import dev.muster.operations.runs.RunPicture;
import dev.muster.operations.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run list`.
@Command(name = "list", description = "the runs that this machine and the vaults know")
public final class RunListVerb implements Verb {
    private final Sites sites;

    @Option(names = "--open", description = "only those that did not come to their end")
    private boolean open;

    public RunListVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        RunBook book = new RunBook(site);
        Instant now = call.timing().instant();
        List<Entry> entries = new ArrayList<>();
        for (KnownRun run : book.all()) {
            Entry entry = Entry.of(RunPicture.of(run, site.strategy(), now));
            if (!open || entry.isOpen()) {
                entries.add(entry);
            }
        }
        List<Unreachable> unreachable = new ArrayList<>();
        book.unreachable().forEach((region, why) -> unreachable.add(new Unreachable(region, why)));
        unreachable.forEach(it ->
                call.screen().say("runs at home in " + it.region() + " are not seen: " + it.why()));
        call.answer(
                "run-list/1", new Answered(entries, unreachable), it -> show(call, it, entries));
        return Answer.YES;
    }

    private static void show(Call call, Screen screen, List<Entry> entries) {
        if (entries.isEmpty()) {
            screen.print("There is no run.");
            return;
        }
        Table table = Table.of("run", "state", "began", ">took", "steps", "in", "for");
        for (Entry entry : entries) {
            table.row(
                    entry.run().value(),
                    Names.word(entry.state()),
                    call.show(entry.began()),
                    Durations.text(entry.elapsed()),
                    entry.done() + " of " + entry.steps(),
                    entry.in().value(),
                    entry.purpose());
        }
        table.print(screen);
    }

    private record Answered(List<Entry> runs, List<Unreachable> unreachable) {}

    private record Unreachable(RegionId region, String why) {}

    private record Entry(
            RunId run,
            ScenarioId scenario,
            String purpose,
            KnownRun.Stand state,
            RegionId in,
            Instant began,
            Optional<Instant> ended,
            Duration elapsed,
            int done,
            int steps,
            Optional<Holder> holder) {
        static Entry of(RunView view) {
            return new Entry(
                    view.run(),
                    view.scenario(),
                    view.purpose(),
                    view.state(),
                    view.in(),
                    view.began(),
                    view.ended(),
                    view.elapsed(),
                    view.done(),
                    view.steps().size(),
                    view.holder());
        }

        /// One that failed is taken up again by recovering.
        boolean isOpen() {
            return switch (state) {
                case RUNNING, PAUSED, ABORTING, ASKS, OPEN, ELSEWHERE, FAILED -> true;
                case SUCCEEDED, INCOMPLETE, ABORTED -> false;
            };
        }
    }
}

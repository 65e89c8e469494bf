package dev.muster.documents.report;

import dev.muster.documents.Planned;
import dev.muster.documents.Words;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Callout;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.model.Durations;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.Check;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Phases;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What became of each step.
final class StepTable {
    private final RunRecord record;
    private final Set<StepId> critical;

    StepTable(RunRecord record) {
        this.record = record;
        this.critical =
                Phases.criticalPath(record).stream()
                        .map(Receipt::step)
                        .collect(Collectors.toUnmodifiableSet());
    }

    Table steps(Planned planned) {
        List<List<Text>> rows = new ArrayList<>();
        int number = 1;
        for (Step step : record.start().plan().steps()) {
            Text name = Words.title(step.action());
            rows.add(
                    List.of(
                            Text.of(Integer.toString(number++)),
                            critical.contains(step.id())
                                    ? name.and(" ").and(new Inline.Badge(Tone.PLAIN, "critical"))
                                    : name,
                            started(step),
                            Text.of(Durations.text(step.estimate().duration())),
                            took(step),
                            state(step)));
        }
        return new Table(
                planned.timetable().isPresent()
                        ? "Times of day are UTC."
                        : "Times of day are UTC. The strategy has changed since this run.",
                List.of(
                        Column.numbers(""),
                        Column.words("Step"),
                        Column.numbers("Began"),
                        Column.numbers("Planned"),
                        Column.numbers("Took"),
                        Column.words("")),
                rows);
    }

    private Text started(Step step) {
        return record.receipt(step.id())
                .map(receipt -> Text.of(Words.timeOfDay(receipt.started())))
                .orElse(Text.of("–"));
    }

    /// Only a step that ran to its end has a time of its own.
    private Text took(Step step) {
        return record.receipt(step.id())
                .filter(receipt -> receipt.origin() == Receipt.Origin.RAN)
                .map(receipt -> Text.strong(Durations.text(receipt.duration())))
                .orElse(Text.of("not measured"));
    }

    private Text state(Step step) {
        return record.receipt(step.id())
                .map(StepTable::state)
                .orElse(Text.of(new Inline.Badge(Tone.DANGER, "not done")));
    }

    private static Text state(Receipt receipt) {
        String attempt = receipt.attempt() == 1 ? "" : ", attempt " + receipt.attempt();
        return Text.of(
                switch (receipt.origin()) {
                    case RAN -> new Inline.Badge(Tone.GOOD, "done" + attempt);
                    case PROBED -> new Inline.Badge(Tone.WARNING, "found done" + attempt);
                    case ANSWERED -> new Inline.Badge(Tone.WARNING, "said to be done" + attempt);
                    case SKIPPED -> new Inline.Badge(Tone.DANGER, "skipped");
                });
    }

    List<Block> verification() {
        List<List<Text>> rows = new ArrayList<>();
        for (Step step : record.start().plan().steps()) {
            for (Check check : checks(step)) {
                rows.add(
                        List.of(
                                Text.code(step.action().component().value()),
                                Text.of(check.name()),
                                Text.of(
                                        check.passed()
                                                ? new Inline.Badge(Tone.GOOD, "passed")
                                                : new Inline.Badge(Tone.DANGER, "not passed")),
                                Text.of(check.detail())));
            }
        }
        if (rows.isEmpty()) {
            return List.of(
                    Heading.section("verification", "Verification"),
                    new Callout(
                            Tone.WARNING,
                            "Not verified.",
                            Text.of("No check was made of what was brought back.")));
        }
        return List.of(
                Heading.section("verification", "Verification"),
                new Table(
                        "",
                        List.of(
                                Column.words("Component"),
                                Column.words("Check"),
                                Column.words(""),
                                Column.words("Answer")),
                        rows));
    }

    /// Those of the receipt, or of the last failure where there is none.
    private List<Check> checks(Step step) {
        return record.receipt(step.id())
                .map(receipt -> receipt.details().checks())
                .orElseGet(() -> failedChecks(step.id()));
    }

    private List<Check> failedChecks(StepId step) {
        List<Check> last = List.of();
        for (JournalEvent event : record.events()) {
            if (event.event() instanceof Event.Failed failed && failed.step().equals(step)) {
                last = failed.failure().details().checks();
            }
        }
        return last;
    }

    List<Block> deviations() {
        List<Text> lines = new ArrayList<>();
        for (JournalEvent event : record.events()) {
            Events.deviation(event)
                    .ifPresent(words ->
                            lines.add(
                                    Text.of(Words.timeOfDay(event.at()) + " ")
                                            .and(words)
                                            .and(" (" + event.actor() + ")")));
        }
        return List.of(
                Heading.section("deviations", "What went otherwise"),
                lines.isEmpty()
                        ? new Block.Paragraph(
                                Text.of("Nothing: no retry, no takeover, no word by hand."))
                        : new Bullets(lines));
    }
}

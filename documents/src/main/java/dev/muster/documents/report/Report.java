package dev.muster.documents.report;

import dev.muster.documents.Downtime;
import dev.muster.documents.PhaseStory;
import dev.muster.documents.Planned;
import dev.muster.documents.Redaction;
import dev.muster.documents.Words;
import dev.muster.documents.diagram.Diagrams;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Callout;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Fact;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Figure;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Page;
import dev.muster.documents.page.Page.Source;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.kind.Phase;
import dev.muster.model.Durations;
import dev.muster.record.EndState;
import dev.muster.record.JournalEvent;
import dev.muster.record.Measurement.Outage;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.PhaseTime;
import dev.muster.record.Purpose;
import dev.muster.record.RunRecord;
import dev.muster.record.json.RecordJson;
import dev.muster.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;

/// Compiles the report of a run.
public final class Report {
    private final RunRecord record;
    private final Planned planned;
    private final Downtime downtime;
    private final PhaseStory story;

    private Report(RunRecord record, Planned planned) {
        this.record = record;
        this.planned = planned;
        this.downtime = Downtime.of(record, planned);
        this.story = new PhaseStory(record);
    }

    /// The report of a run whose strategy is at hand. The drawing of the recovered system is part
    /// of it if the run succeeded and the strategy has not changed since.
    public static Page page(RunRecord record, Strategy strategy) {
        Report report = new Report(record, Planned.of(record, strategy));
        boolean back =
                record.end() == EndState.SUCCEEDED
                        && strategy.digest().equals(record.start().plan().strategy());
        List<Block> system =
                back
                        ? List.of(
                                Heading.section("system", "The system after it"),
                                new Figure(Diagrams.after(strategy, record.start().plan())))
                        : List.of();
        return report.page(system).map(Redaction.of(strategy)::text);
    }

    /// The report of a run of which only the record is left.
    public static Page page(RunRecord record) {
        return new Report(record, Planned.UNKNOWN).page(List.of());
    }

    private Page page(List<Block> system) {
        List<Block> body = new ArrayList<>();
        body.add(new Callout(Outcomes.tone(record), Outcomes.sentence(record), Text.EMPTY));
        List<Text> misses = new Misses(record, planned, downtime).lines();
        if (!misses.isEmpty()) {
            body.add(new Bullets(misses));
        }
        body.addAll(objectives());
        body.addAll(phases());
        body.addAll(new Losses(record).blocks());
        body.addAll(steps());
        body.addAll(system);
        body.add(Heading.section("identity", "Identity"));
        body.add(new Facts(identity()));
        body.addAll(journal());
        body.addAll(closing());
        return new Page(
                form(),
                record.start().system() + ": " + record.start().plan().scenario(),
                lead(),
                sources(),
                body);
    }

    private String form() {
        return switch (record.start().purpose()) {
            case Purpose.Recovery _ -> "Recovery report";
            case Purpose.Drill _ -> "Drill report";
        };
    }

    private Text lead() {
        return Text.of("Run ")
                .andCode(record.start().run().value())
                .and(" of " + Words.moment(record.start().trigger().began()) + ": ")
                .and(Outcomes.badge(record.end()));
    }

    private List<Source> sources() {
        return List.of(
                new Source("run", record.start().run().value()),
                new Source("strategy", record.start().plan().strategy().hex()),
                new Source("plan", RecordJson.STANDARD.digest(record.start().plan()).hex()));
    }

    private List<Block> objectives() {
        List<List<Text>> rows = new ArrayList<>();
        for (ObjectiveResult result : record.objectives()) {
            rows.add(
                    List.of(
                            Text.code(result.component().value()),
                            Text.of(Outcomes.objective(result)),
                            Text.of(Durations.text(result.asked())),
                            Text.of(Outcomes.predicted(result)),
                            Outcomes.measured(result),
                            Text.of(Outcomes.badge(result.verdict())),
                            Text.of(result.basis())));
        }
        Heading heading = Heading.section("objectives", "Objectives");
        if (rows.isEmpty()) {
            return List.of(heading, new Paragraph(Text.of("None was compared with this run.")));
        }
        return List.of(
                heading,
                new Table(
                        "",
                        List.of(
                                Column.words("Component"),
                                Column.words("Objective"),
                                Column.numbers("Asked"),
                                Column.numbers("Predicted"),
                                Column.numbers("Measured"),
                                Column.words(""),
                                Column.words("How it was measured")),
                        rows));
    }

    private List<Block> phases() {
        List<List<Text>> rows = new ArrayList<>();
        for (PhaseTime time : downtime.phases()) {
            rows.add(
                    List.of(
                            Text.of(Words.phase(time.phase())),
                            Text.of(story.line(time.phase())),
                            Text.of(predicted(time.phase())),
                            Text.strong(Durations.text(time.duration())),
                            Text.of(new Inline.Bar(downtime.share(time)))));
        }
        rows.add(
                List.of(
                        Text.strong("together"),
                        Text.of(downtime.outage().map(Report::seen).orElse("as Muster saw it")),
                        Text.of(
                                planned.timetable()
                                        .map(known -> Durations.text(known.total()))
                                        .orElse("not known")),
                        Text.strong(Durations.text(downtime.total())),
                        Text.EMPTY));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("downtime", "The downtime in its phases"));
        if (downtime.outage().isEmpty()) {
            blocks.add(
                    new Callout(
                            Tone.WARNING,
                            "Not measured from outside.",
                            Text.of(
                                    "No client outside timed this run. These are the times that"
                                            + " Muster saw from inside.")));
        }
        blocks.add(
                new Table(
                        "",
                        List.of(
                                Column.words("Phase"),
                                Column.words("What happened"),
                                Column.numbers("Predicted"),
                                Column.numbers("Measured"),
                                Column.words("")),
                        rows));
        return blocks;
    }

    private static String seen(Outage outage) {
        return "the client of "
                + outage.component()
                + " saw "
                + Durations.text(outage.downtime())
                + ", asking every "
                + Durations.text(outage.interval());
    }

    private String predicted(Phase phase) {
        return planned.phase(phase).map(Durations::text).orElse("not known");
    }

    private List<Block> steps() {
        StepTable table = new StepTable(record);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("steps", "The steps"));
        blocks.add(new Figure(Diagrams.timeline(record, planned)));
        blocks.add(table.steps(planned));
        blocks.addAll(fence());
        blocks.addAll(table.verification());
        blocks.addAll(table.deviations());
        return blocks;
    }

    private List<Block> fence() {
        if (!story.hasFence()) {
            return List.of();
        }
        String grades = story.fences();
        Tone tone = grades.isEmpty() || grades.contains("assumed") ? Tone.WARNING : Tone.GOOD;
        return List.of(
                Heading.section("fence", "Fence"),
                new Callout(
                        tone,
                        grades.isEmpty() ? "Not known." : Words.capital(grades) + ".",
                        Text.of(story.line(Phase.FENCE) + ".")));
    }

    private List<Fact> identity() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Run", Text.code(record.start().run().value())));
        facts.add(
                new Fact(
                        "Purpose",
                        switch (record.start().purpose()) {
                            case Purpose.Recovery _ -> Text.of("recovery from a real loss");
                            case Purpose.Drill drill ->
                                    Text.of("drill ").andCode(drill.drill().value());
                        }));
        facts.add(new Fact("Scenario", Text.code(record.start().plan().scenario().value())));
        facts.add(new Fact("Recovered in", Text.code(record.start().plan().in().value())));
        facts.add(new Fact("Data", Text.of(Words.target(record.start().plan().target()))));
        facts.add(new Fact("Begun by", Text.of(record.start().trigger().actor().name())));
        facts.add(new Fact("Because", Text.of(record.start().trigger().reason())));
        record.start()
                .trigger()
                .lastGood()
                .ifPresent(time -> facts.add(new Fact("Last good", Text.of(Words.moment(time)))));
        facts.add(
                new Fact("Trigger fired", Text.of(Words.moment(record.start().trigger().fired()))));
        facts.add(new Fact("Began", Text.of(Words.moment(record.start().trigger().began()))));
        facts.add(
                new Fact(
                        "Ended",
                        Text.of(record.ended().map(Words::moment).orElse("it is still open"))));
        return facts;
    }

    private List<Block> journal() {
        List<List<Text>> rows = new ArrayList<>();
        for (JournalEvent event : record.events()) {
            rows.add(
                    List.of(
                            Text.of(Long.toString(event.number())),
                            Text.of(Words.timeOfDay(event.at())),
                            Text.of(event.actor().name()),
                            Events.words(event.event())));
        }
        return List.of(
                Heading.section("journal", "Journal"),
                new Table(
                        "Every event of the run, times of day in UTC.",
                        List.of(
                                Column.numbers(""),
                                Column.numbers("Time"),
                                Column.words("Actor"),
                                Column.words("Event")),
                        rows));
    }

    private static List<Block> closing() {
        return List.of(
                Heading.section("closing", "Closing"),
                new Facts(
                        List.of(
                                blank("Gaps, owner, due"),
                                blank("Lessons"),
                                blank("Next drill"),
                                blank("Reviewed by"))));
    }

    private static Fact blank(String label) {
        return new Fact(label, Text.of(new Inline.Blank(44)));
    }
}

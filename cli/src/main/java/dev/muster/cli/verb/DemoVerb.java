package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Ink;
import dev.muster.demo.story.DemoNews;
import dev.muster.demo.story.DemoResult;
import dev.muster.demo.story.DemoStory;
import dev.muster.documents.Downtime;
import dev.muster.documents.Planned;
import dev.muster.documents.terminal.Summary;
import dev.muster.record.Measurement;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.PhaseTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/// `muster demo`.
@Command(
        name = "demo",
        description = "lose a region and get it back, on this machine, with a real database")
public final class DemoVerb implements Verb {
    private final Stage stage;

    /// Makes a story that tells its news to somebody.
    @FunctionalInterface
    public interface Stage {
        DemoStory story(Call call, Consumer<DemoNews> news) throws InterruptedException;
    }

    public DemoVerb(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        DemoResult result = stage.story(call, new DemoLines(call)).run();
        Planned planned = Planned.of(result.run(), result.strategy());
        Summary summary =
                new Summary(
                        result.run(),
                        planned,
                        call.screen().widthOfAnswer(),
                        call.screen().inkOfAnswer() == Ink.COLOR);
        call.answer(
                "demo/1",
                Answered.of(result, Downtime.of(result.run(), planned)),
                screen -> {
                    screen.print(summary.text());
                    screen.print(
                            "Report, runbook, diagram and record: " + result.layout().results());
                    screen.print("Next: protect your own database: docs/own-database.md");
                });
        return Answer.of(summary.isMet());
    }

    private record Answered(
            List<ObjectiveEntry> objectives,
            List<LostEntry> lost,
            long lostCount,
            List<PhaseEntry> phases,
            ClientEntry client,
            String ledger,
            Map<String, String> files) {
        static Answered of(DemoResult result, Downtime downtime) {
            Optional<Measurement.Loss> loss =
                    result.run().measurements().stream()
                            .filter(Measurement.Loss.class::isInstance)
                            .map(Measurement.Loss.class::cast)
                            .findFirst();
            return new Answered(
                    result.run().objectives().stream().map(ObjectiveEntry::of).toList(),
                    loss.map(Measurement.Loss::lost).orElse(List.of()).stream()
                            .map(write -> new LostEntry(write.order(), write.acknowledgedAt()))
                            .toList(),
                    loss.map(Measurement.Loss::lostCount).orElse(0L),
                    downtime.phases().stream().map(PhaseEntry::of).toList(),
                    new ClientEntry(
                            downtime.outage().map(Measurement.Outage::lastGood),
                            downtime.outage().map(Measurement.Outage::firstGood)),
                    result.layout().ledger().toString(),
                    texts(result.files()));
        }
    }

    private static Map<String, String> texts(Map<String, Path> paths) {
        Map<String, String> texts = new TreeMap<>();
        paths.forEach((name, path) -> texts.put(name, path.toString()));
        return texts;
    }

    private record ObjectiveEntry(
            String component,
            ObjectiveResult.Objective kind,
            Duration asked,
            Optional<Duration> predicted,
            Optional<Duration> measured,
            boolean met,
            String basis) {
        static ObjectiveEntry of(ObjectiveResult result) {
            return new ObjectiveEntry(
                    result.component().value(),
                    result.objective(),
                    result.asked(),
                    result.predicted(),
                    result.measured(),
                    result.verdict() == ObjectiveResult.Verdict.MET,
                    result.basis());
        }
    }

    private record LostEntry(String order, Instant acknowledgedAt) {}

    private record PhaseEntry(String name, Instant start, Duration duration) {
        static PhaseEntry of(PhaseTime time) {
            return new PhaseEntry(
                    time.phase().name().toLowerCase(Locale.ROOT), time.start(), time.duration());
        }
    }

    private record ClientEntry(Optional<Instant> lastGood, Optional<Instant> firstGood) {}
}

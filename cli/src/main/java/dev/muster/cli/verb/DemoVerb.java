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
import picocli.CommandLine.Option;

/// `muster demo`.
@Command(
        name = "demo",
        description = "lose a region and get it back, on this machine, with a real database")
public final class DemoVerb implements Verb {
    private final Stage stage;

    @Option(
            names = "--failback",
            description =
                    "then the lost region is there again, and the shop moves home without losing a"
                            + " write")
    private boolean failback;

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
        DemoStory story = stage.story(call, new DemoLines(call));
        DemoResult result = failback ? story.runThereAndBack() : story.run();
        Summary recovery = summary(call, result.recovery());
        Optional<Summary> home = result.failback().map(part -> summary(call, part));
        call.answer(
                "demo/1",
                Answered.of(result),
                screen -> {
                    screen.print(recovery.text());
                    home.ifPresent(summary -> {
                        screen.print("And the way home, with clients that went on writing:");
                        screen.print("");
                        screen.print(summary.text());
                    });
                    screen.print(
                            "Report, runbook, diagram and record: " + result.layout().results());
                    screen.print("Next: protect your own database: docs/own-database.md");
                });
        return Answer.of(recovery.isMet() && home.stream().allMatch(Summary::isMet));
    }

    private static Summary summary(Call call, DemoResult.Part part) {
        return new Summary(
                part.run(),
                Planned.of(part.run(), part.strategy()),
                call.screen().widthOfAnswer(),
                call.screen().inkOfAnswer() == Ink.COLOR);
    }

    private record Answered(
            List<ObjectiveEntry> objectives,
            List<LostEntry> lost,
            long lostCount,
            List<PhaseEntry> phases,
            ClientEntry client,
            Optional<FailbackEntry> failback,
            String ledger,
            Map<String, String> files) {
        static Answered of(DemoResult result) {
            Seen seen = Seen.of(result.recovery());
            return new Answered(
                    seen.objectives(),
                    seen.lost(),
                    seen.lostCount(),
                    seen.phases(),
                    seen.client(),
                    result.failback().map(FailbackEntry::of),
                    result.layout().ledger().toString(),
                    texts(result.recovery().files()));
        }
    }

    private record FailbackEntry(
            String run,
            List<ObjectiveEntry> objectives,
            long acknowledged,
            List<LostEntry> lost,
            long lostCount,
            List<PhaseEntry> phases,
            ClientEntry client,
            Map<String, String> files) {
        static FailbackEntry of(DemoResult.Part part) {
            Seen seen = Seen.of(part);
            return new FailbackEntry(
                    part.run().start().run().value(),
                    seen.objectives(),
                    seen.acknowledged(),
                    seen.lost(),
                    seen.lostCount(),
                    seen.phases(),
                    seen.client(),
                    texts(part.files()));
        }
    }

    /// A run as the client outside saw it.
    private record Seen(
            List<ObjectiveEntry> objectives,
            long acknowledged,
            List<LostEntry> lost,
            long lostCount,
            List<PhaseEntry> phases,
            ClientEntry client) {
        static Seen of(DemoResult.Part part) {
            Downtime downtime = Downtime.of(part.run(), Planned.of(part.run(), part.strategy()));
            Optional<Measurement.Loss> loss =
                    part.run().measurements().stream()
                            .filter(Measurement.Loss.class::isInstance)
                            .map(Measurement.Loss.class::cast)
                            .findFirst();
            return new Seen(
                    part.run().objectives().stream().map(ObjectiveEntry::of).toList(),
                    loss.map(Measurement.Loss::acknowledged).orElse(0L),
                    loss.map(Measurement.Loss::lost).orElse(List.of()).stream()
                            .map(write -> new LostEntry(write.order(), write.acknowledgedAt()))
                            .toList(),
                    loss.map(Measurement.Loss::lostCount).orElse(0L),
                    downtime.phases().stream().map(PhaseEntry::of).toList(),
                    new ClientEntry(
                            downtime.outage().map(Measurement.Outage::lastGood),
                            downtime.outage().map(Measurement.Outage::firstGood)));
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

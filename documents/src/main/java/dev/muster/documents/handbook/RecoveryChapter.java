package dev.muster.documents.handbook;

import dev.muster.check.Prediction.Objective;
import dev.muster.documents.Words;
import dev.muster.documents.handbook.Overview.Outlook;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Code;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Block.Use;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.kind.Action;
import dev.muster.kind.Phase;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.plan.Step;
import dev.muster.plan.Timetable;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is done, and how the system is declared whole again.
final class RecoveryChapter {
    private final Overview overview;

    RecoveryChapter(Overview overview) {
        this.overview = overview;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("recovery", "Recovery"));
        for (Outlook outlook : overview.outlooks()) {
            blocks.addAll(scenario(outlook));
        }
        blocks.addAll(reconstitution());
        return blocks;
    }

    private List<Block> scenario(Outlook outlook) {
        Timetable times = outlook.sources().timetable();
        return List.of(
                new Heading(3, Optional.empty(), Text.code(outlook.id().value())),
                new Paragraph(
                        Text.of("Brought back in ")
                                .andCode(outlook.sources().plan().in().value())
                                .and(" by " + steps(outlook) + ", " + order(outlook))
                                .and(", as the ")
                                .and(
                                        new Inline.OtherPage(
                                                runbook(outlook), "runbook of " + outlook.id()))
                                .and(" says.")),
                phases(times));
    }

    static String runbook(Outlook outlook) {
        return "runbooks/" + outlook.id() + "/runbook";
    }

    private static String steps(Outlook outlook) {
        int count = outlook.sources().plan().steps().size();
        return count == 1 ? "1 step" : count + " steps";
    }

    private static String order(Outlook outlook) {
        String loss =
                outlook.losesEverything()
                        ? "with data lost for good"
                        : outlook.worst(Objective.RPO)
                                .map(time ->
                                        "losing at most " + Durations.text(time) + " of writes")
                                .orElse("losing no data");
        return loss;
    }

    private static Table phases(Timetable times) {
        List<List<Text>> rows = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            Duration time = times.phases().getOrDefault(phase, Duration.ZERO);
            if (time.isPositive()) {
                rows.add(
                        List.of(
                                Text.of(Words.phase(phase)),
                                Text.of(Words.meaning(phase)),
                                Text.of(Durations.text(time))));
            }
        }
        rows.add(
                List.of(
                        Text.strong("all"),
                        Text.of("from the loss to the last step"),
                        Text.strong(Durations.text(times.total()))));
        return new Table(
                "",
                List.of(
                        Column.words("Phase"),
                        Column.words("What it is"),
                        Column.numbers("Predicted")),
                rows);
    }

    private List<Block> reconstitution() {
        Set<ComponentId> verified = new LinkedHashSet<>();
        Set<ComponentId> confirmed = new LinkedHashSet<>();
        for (Outlook outlook : overview.outlooks()) {
            for (Step step : outlook.sources().plan().steps()) {
                if (step.action() instanceof Action.Verify verify) {
                    verified.add(verify.component());
                }
                if (step.action() instanceof Action.Confirm confirm) {
                    confirmed.add(confirm.component());
                }
            }
        }
        return List.of(
                Heading.section("reconstitution", "Reconstitution"),
                new Bullets(
                        List.of(
                                Text.of("Data is proved whole: ")
                                        .and(Phrases.names(verified))
                                        .and("."),
                                Text.of("Function is proved as a client outside: ")
                                        .and(Phrases.names(confirmed))
                                        .and("."),
                                Text.of("Tell everybody of the contact sheet that it is over."),
                                Text.of(
                                        "Keep what is left of the lost side apart until somebody"
                                                + " has looked at it; it must take no more writes."),
                                Text.of("Take a fresh backup from where it runs now:"))),
                new Code(Use.COMMAND, backup()),
                new Facts(
                        List.of(
                                Phrases.blank("Declared recovered by"),
                                Phrases.blank("At"),
                                Phrases.blank("Review is due"))));
    }

    private String backup() {
        List<String> stores =
                overview.strategy().components().values().stream()
                        .filter(component -> component.protection().isPresent())
                        .map(Component::id)
                        .map(ComponentId::value)
                        .toList();
        return stores.isEmpty() ? "muster backup" : "muster backup " + String.join(" ", stores);
    }
}

package dev.muster.documents.handbook;

import dev.muster.check.Prediction.Objective;
import dev.muster.documents.handbook.Overview.Outlook;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Callout;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Page;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.kind.Finding.Severity;
import dev.muster.strategy.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The page that leads to all others; runbooks first, since whoever comes in a hurry wants one.
public final class IndexPage {
    private final Overview overview;

    private IndexPage(Overview overview) {
        this.overview = overview;
    }

    public static Page of(Overview overview) {
        return new IndexPage(overview).page();
    }

    private Page page() {
        List<Block> body = new ArrayList<>();
        body.add(Heading.section("runbooks", "Something is lost"));
        body.add(runbooks());
        overview.hopeless().forEach(scenario -> body.add(hopeless(scenario)));
        body.add(Heading.section("before", "To read before"));
        body.add(
                new Bullets(
                        List.of(
                                to("strategy", "Recovery strategy")
                                        .and(": the whole of it, in the order of NIST SP 800-34."),
                                to("objectives", "Objectives")
                                        .and(
                                                ": what may be lost and how long it may be down,"
                                                        + " asked and computed, with every sum."),
                                to("contacts", "Contacts")
                                        .and(": who is called, and cards to cut out."))));
        body.add(weak());
        return new Page(
                "Recovery documents",
                overview.strategy().name(),
                Text.of(
                        "Each document also lies beside this page as HTML and as Markdown, each"
                                + " diagram as SVG, Mermaid (.mmd) and DOT (.dot). Print the"
                                + " runbooks and the contacts."),
                overview.sources(),
                body);
    }

    private static Text to(String name, String text) {
        return Text.of(new Inline.OtherPage(name, text));
    }

    private Block runbooks() {
        List<List<Text>> rows = new ArrayList<>();
        for (Outlook outlook : overview.outlooks()) {
            rows.add(
                    List.of(
                            to(RecoveryChapter.runbook(outlook), outlook.id().value()),
                            Phrases.loss(outlook.scenario().loss()),
                            Phrases.time(Optional.of(outlook.sources().timetable().total()), "–"),
                            outlook.losesEverything()
                                    ? Text.strong("everything")
                                    : Phrases.time(outlook.worst(Objective.RPO), "nothing")));
        }
        return SystemChapter.table(
                "Runbooks",
                List.of(
                        Column.words("Runbook"),
                        Column.words("When"),
                        Column.numbers("Back after"),
                        Column.numbers("Lost at most")),
                rows);
    }

    private static Block hopeless(Scenario scenario) {
        return new Callout(
                Tone.DANGER,
                "No runbook for " + scenario.id() + ".",
                Text.of("The scenario leaves no region to recover in."));
    }

    private Block weak() {
        long errors = count(Severity.ERROR);
        long warnings = count(Severity.WARNING);
        Tone tone = errors > 0 ? Tone.DANGER : warnings > 0 ? Tone.WARNING : Tone.GOOD;
        return new Callout(
                tone,
                "What the check says:",
                Text.of(count(errors, "error") + ", " + count(warnings, "warning") + ". ")
                        .and(errors + warnings == 0 ? "" : "They stand at the end of the ")
                        .and(errors + warnings == 0 ? Text.EMPTY : to("strategy", "strategy"))
                        .and(errors + warnings == 0 ? "" : "."));
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private long count(Severity severity) {
        return overview.findings().stream().filter(one -> one.severity() == severity).count();
    }
}

package dev.muster.documents.runbook;

import dev.muster.documents.People;
import dev.muster.documents.Redaction;
import dev.muster.documents.Sources;
import dev.muster.documents.Words;
import dev.muster.documents.diagram.Diagrams;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Fact;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Figure;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.NewSheet;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Page;
import dev.muster.documents.page.Page.Source;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.kind.Finding;
import dev.muster.model.Durations;
import dev.muster.plan.Step;
import dev.muster.strategy.SecretReference;
import dev.muster.strategy.VaultPlace;
import java.util.ArrayList;
import java.util.List;

/// Compiles the runbook of a plan.
public final class Runbook {
    private final Sources sources;
    private final Order order;
    private final People people;
    private final Redaction redaction;

    private Runbook(Sources sources) {
        this.sources = sources;
        this.order = new Order(sources.plan());
        this.people = new People(sources.strategy());
        this.redaction = Redaction.of(sources.strategy());
    }

    public static Page page(Sources sources) {
        Runbook runbook = new Runbook(sources);
        return runbook.page().map(runbook.redaction::text);
    }

    private Page page() {
        List<Block> body = new ArrayList<>();
        body.addAll(new FirstPage(sources, people, redaction).blocks());
        body.add(new NewSheet());
        body.addAll(overview());
        body.addAll(findings());
        body.add(new NewSheet());
        body.add(Heading.section("steps", "The steps, by hand"));
        body.add(
                new Paragraph(
                        Text.of(
                                "For when Muster is gone. Each command has this system's real"
                                        + " names; passwords and keys are not in this document,"
                                        + " the strategy says where they are kept.")));
        body.addAll(new StepPages(sources, order, people).blocks());
        body.addAll(closing());
        return new Page(
                "Runbook",
                sources.strategy().name() + ": " + sources.plan().scenario(),
                Text.of("Bring ")
                        .and(Text.strong(sources.strategy().name()))
                        .and(" back in ")
                        .andCode(sources.plan().in().value())
                        .and(", " + Words.target(sources.plan().target()) + "."),
                List.of(
                        new Source("strategy", sources.strategy().digest().hex()),
                        new Source("plan", sources.planDigest().hex())),
                body);
    }

    private List<Block> overview() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("system", "The system"));
        blocks.add(new Figure(Diagrams.before(sources.strategy(), sources.plan())));
        blocks.add(new Figure(Diagrams.after(sources.strategy(), sources.plan())));
        blocks.add(Heading.part("What you need at hand"));
        blocks.add(new Block.Bullets(needs()));
        blocks.add(Heading.section("order", "The order of steps"));
        blocks.add(orderTable());
        blocks.add(new Figure(Diagrams.timeline(sources.strategy(), sources.plan())));
        return blocks;
    }

    private List<Text> needs() {
        List<Text> needs = new ArrayList<>();
        for (VaultPlace vault : sources.strategy().vaults().values()) {
            List<Text> places =
                    vault.copies().stream()
                            .filter(copy -> !sources.plan().lost().contains(copy.region()))
                            .map(copy ->
                                    Text.code(redaction.address(copy.url()))
                                            .and(" in " + copy.region()))
                            .toList();
            Text name = Text.of("Vault ").andCode(vault.id().value());
            needs.add(
                    places.isEmpty()
                            ? name.and(": no copy survives this scenario.")
                            : name.and(": ").and(Text.enumeration(places)).and("."));
        }
        needs.add(Text.of("The recovery key of the vault."));
        for (SecretReference secret : sources.strategy().secrets()) {
            needs.add(
                    Text.of("The secret ")
                            .andCode(String.join(".", secret.path()))
                            .and(where(secret)));
        }
        needs.add(Text.of("A way into " + sources.plan().in() + "."));
        return needs;
    }

    private static Text where(SecretReference secret) {
        return switch (secret.source()) {
            case ENV -> Text.of(" in the environment as ").andCode(secret.name()).and(".");
            case FILE -> Text.of(" in the file ").andCode(secret.name()).and(".");
            case VAULT -> Text.of(", sealed in the vault as ").andCode(secret.name()).and(".");
        };
    }

    private Table orderTable() {
        List<List<Text>> rows = new ArrayList<>();
        for (Step step : order.steps()) {
            Text title = Text.of(new Inline.Jump(order.anchor(step), "" + order.number(step)));
            Text what = Words.title(step.action());
            rows.add(
                    List.of(
                            title,
                            step.pointOfNoReturn()
                                    ? what.and(" ")
                                            .and(
                                                    new Inline.Badge(
                                                            Tone.DANGER, "point of no return"))
                                    : what,
                            order.brief(order.waitsFor(step)),
                            order.brief(order.besides(step)),
                            Text.of(Durations.text(step.estimate().duration())),
                            Text.of(Words.basis(step.estimate()))));
        }
        return new Table(
                "",
                List.of(
                        Column.words("Step"),
                        Column.words("What"),
                        Column.words("Waits for step"),
                        Column.words("Beside step"),
                        Column.numbers("Takes"),
                        Column.words("")),
                rows);
    }

    private List<Block> findings() {
        if (sources.findings().isEmpty()) {
            return List.of();
        }
        List<List<Text>> rows = new ArrayList<>();
        for (Finding finding : sources.findings()) {
            rows.add(
                    List.of(
                            Text.of(Words.severity(finding)),
                            Text.code(String.join(".", finding.path())),
                            Text.of(finding.message()),
                            Text.of(finding.fix())));
        }
        return List.of(
                Heading.section("weak", "What is known to be weak"),
                new Table(
                        "What muster check says of this strategy.",
                        List.of(
                                Column.words(""),
                                Column.words("Where"),
                                Column.words("What"),
                                Column.words("Remedy")),
                        rows));
    }

    private static List<Block> closing() {
        return List.of(
                Heading.section("end", "At the end"),
                new Facts(
                        List.of(
                                blank("Loss noticed"),
                                blank("Decided by"),
                                blank("First good answer"),
                                blank("Declared recovered"),
                                blank("What went otherwise"))),
                Heading.section("words", "Words"),
                new Facts(
                        List.of(
                                word("fence", "make sure that the old one takes no more writes"),
                                word("restore", "bring the data of a store back to a moment"),
                                word("verify", "prove that the data is whole"),
                                word("route", "send clients to the region"),
                                word("RPO", "the loss of writes that is accepted, as time"),
                                word("RTO", "the downtime that is accepted"),
                                word("measured", "so long it took in earlier runs, 19 of 20"),
                                word("estimated", "nobody has measured it yet"))));
    }

    private static Fact blank(String label) {
        return new Fact(label, Text.of(new Inline.Blank(44)));
    }

    private static Fact word(String word, String meaning) {
        return new Fact(word, Text.of(meaning));
    }
}

package dev.muster.documents.handbook;

import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Page;
import dev.muster.documents.page.Text;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.plan.Step;
import dev.muster.plan.Term;
import dev.muster.strategy.Component;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The recovery strategy as a document, in the order of a contingency plan of NIST SP 800-34 rev.
/// 1.
public final class Handbook {
    private final Overview overview;

    private Handbook(Overview overview) {
        this.overview = overview;
    }

    public static Page of(Overview overview) {
        return new Handbook(overview).page();
    }

    private Page page() {
        List<Block> body = new ArrayList<>();
        body.addAll(approval());
        body.addAll(scope());
        body.addAll(new SystemChapter(overview).blocks());
        body.addAll(new ActivationChapter(overview).blocks());
        body.addAll(new RecoveryChapter(overview).blocks());
        body.addAll(new Appendices(overview).blocks());
        return new Page(
                "Recovery strategy",
                overview.strategy().name(),
                Text.of(
                        "How this system is brought back after a disaster: what can happen, who"
                                + " decides, what is done, what is lost, and how it is known that"
                                + " it worked."),
                overview.sources(),
                body);
    }

    private List<Block> approval() {
        List<List<Text>> rows =
                List.of(List.of(hand(), hand(), hand()), List.of(hand(), hand(), hand()));
        return List.of(
                Heading.section("approval", "Approval and changes"),
                new Paragraph(
                        Text.of("Compiled from the strategy with the digest ")
                                .andCode(overview.strategy().digest().brief())
                                .and(
                                        ". The strategy file is the source of every number here,"
                                                + " and the history of that file is the record of"
                                                + " changes. An approval counts for this digest"
                                                + " alone.")),
                new Table(
                        "Approved by",
                        List.of(
                                Column.words("Name and role"),
                                Column.words("Date"),
                                Column.words("Signature")),
                        rows));
    }

    private static Text hand() {
        return Text.of(new Inline.Blank(22));
    }

    private List<Block> scope() {
        Set<ComponentId> covered = new LinkedHashSet<>();
        overview.outlooks()
                .forEach(outlook ->
                        outlook.sources().situations().cases().stream()
                                .filter(one -> one.affected())
                                .forEach(one -> covered.add(one.component().id())));
        List<ComponentId> all = List.copyOf(overview.strategy().components().keySet());
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("scope", "Scope, assumptions and exclusions"));
        blocks.add(
                new Facts(
                        List.of(
                                new Block.Fact(
                                        "Covered",
                                        Phrases.names(
                                                all.stream().filter(covered::contains).toList())),
                                new Block.Fact(
                                        "Taken away by no scenario",
                                        Phrases.names(
                                                all.stream()
                                                        .filter(id -> !covered.contains(id))
                                                        .toList())),
                                new Block.Fact(
                                        "Without a way to recover",
                                        Phrases.names(
                                                overview.hopeless().stream()
                                                        .map(one -> one.id())
                                                        .toList())))));
        blocks.add(Heading.part("What is assumed"));
        blocks.add(new Bullets(assumptions()));
        return blocks;
    }

    /// What is neither written in the strategy nor measured.
    private List<Text> assumptions() {
        Set<String> assumed = new LinkedHashSet<>();
        terms().filter(term -> term.reason().startsWith("assumed"))
                .forEach(term -> assumed.add(term.name() + ": " + term.reason() + "."));
        long estimated =
                overview.outlooks().stream()
                        .flatMap(outlook -> outlook.sources().plan().steps().stream())
                        .map(Step::estimate)
                        .filter(estimate -> estimate.basis() == Estimate.Basis.ESTIMATED)
                        .count();
        List<Text> texts = new ArrayList<>(assumed.stream().map(Text::of).toList());
        if (estimated > 0) {
            texts.add(
                    Text.of(
                            "The times of "
                                    + estimated
                                    + (estimated == 1 ? " step" : " steps")
                                    + " are estimates: nobody has measured them yet."));
        }
        overview.strategy().components().values().stream()
                .filter(component -> component.rpo().isEmpty() && component.rto().isEmpty())
                .map(Component::id)
                .forEach(id ->
                        texts.add(
                                Text.of("Nobody stated an objective for ")
                                        .andCode(id.value())
                                        .and(".")));
        return texts.isEmpty() ? List.of(Text.of("Nothing.")) : texts;
    }

    private Stream<Term> terms() {
        return overview.outlooks().stream()
                .flatMap(outlook -> outlook.predictions().stream())
                .flatMap(prediction -> prediction.terms().stream());
    }
}

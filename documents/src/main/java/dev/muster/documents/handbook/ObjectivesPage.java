package dev.muster.documents.handbook;

import dev.muster.check.Prediction;
import dev.muster.check.Prediction.Objective;
import dev.muster.documents.Words;
import dev.muster.documents.handbook.Overview.Outlook;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Page;
import dev.muster.documents.page.Text;
import dev.muster.kind.Capability;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Protection;
import dev.muster.model.Durations;
import dev.muster.plan.Term;
import dev.muster.strategy.Component;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Schedule;
import dev.muster.strategy.VaultPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What every component asks for and what it gets, with the sums.
public final class ObjectivesPage {
    private final Overview overview;

    private ObjectivesPage(Overview overview) {
        this.overview = overview;
    }

    public static Page of(Overview overview) {
        return new ObjectivesPage(overview).page();
    }

    private Page page() {
        List<Block> body = new ArrayList<>();
        body.add(Heading.section("objectives", "Every component"));
        body.add(objectives());
        body.add(Heading.section("protection", "How data is protected"));
        body.add(protection());
        for (Outlook outlook : overview.outlooks()) {
            body.addAll(scenario(outlook));
        }
        return new Page(
                "Objectives",
                overview.strategy().name(),
                Text.of(
                        "What may be lost (RPO) and how long it may be down (RTO), as asked and as"
                                + " computed; of several scenarios the worst one counts."),
                overview.sources(),
                body);
    }

    private Table objectives() {
        List<List<Text>> rows = new ArrayList<>();
        for (Component<?> component : overview.strategy().components().values()) {
            Optional<Prediction> loss = overview.worst(component.id(), Objective.RPO);
            Optional<Prediction> down = overview.worst(component.id(), Objective.RTO);
            rows.add(
                    List.of(
                            Text.code(component.id().value()),
                            Phrases.time(component.rpo(), "–"),
                            Phrases.predicted(loss),
                            Phrases.margin(loss),
                            Phrases.time(component.rto(), "–"),
                            Phrases.predicted(down),
                            Phrases.margin(down),
                            owner(component)));
        }
        return new Table(
                "",
                List.of(
                        Column.words("Component"),
                        Column.numbers("RPO asked"),
                        Column.numbers("computed"),
                        Column.words("Margin"),
                        Column.numbers("RTO asked"),
                        Column.numbers("computed"),
                        Column.words("Margin"),
                        Column.words("Owner")),
                rows);
    }

    private Text owner(Component<?> component) {
        return component
                .owner()
                .flatMap(id -> Optional.ofNullable(overview.strategy().contacts().get(id)))
                .map(Contact::name)
                .map(Text::of)
                .orElse(Text.of("nobody"));
    }

    private Block protection() {
        List<List<Text>> rows = new ArrayList<>();
        for (Component<?> component : overview.strategy().components().values()) {
            if (component.kind().capabilities().contains(Capability.DATA)) {
                rows.add(protection(component));
            }
        }
        return rows.isEmpty()
                ? new Paragraph(Text.of("No component holds data."))
                : new Table(
                        "",
                        List.of(
                                Column.words("Component"),
                                Column.words("Copies"),
                                Column.words("Full backup, UTC"),
                                Column.words("Log"),
                                Column.words("Kept"),
                                Column.words("Newest verified")),
                        rows);
    }

    private List<Text> protection(Component<?> component) {
        Text id = Text.code(component.id().value());
        if (component.kind().capabilities().contains(Capability.NATIVE_POINTS)) {
            return List.of(
                    id,
                    Text.of("kept by " + component.kind().look().label() + " itself"),
                    Phrases.NONE,
                    Phrases.NONE,
                    Phrases.NONE,
                    Phrases.NONE);
        }
        if (component.protection().isEmpty()) {
            return List.of(
                    id,
                    Text.strong("not protected"),
                    Phrases.NONE,
                    Phrases.NONE,
                    Phrases.NONE,
                    Phrases.NONE);
        }
        Protection protect = component.protection().get();
        return List.of(
                id,
                copies(protect),
                Text.code(protect.full().value())
                        .and(
                                ", at most "
                                        + Durations.text(Schedule.of(protect.full()).longestGap())
                                        + " apart"),
                protect.logs()
                        .map(logs ->
                                Text.of(
                                        (logs.synchronous() ? "each commit waits, " : "")
                                                + logs.ship()
                                                + " to "
                                                + logs.captureFrom()))
                        .orElse(Text.of("not captured")),
                Text.of(Phrases.kept(protect.keep())),
                verified(component));
    }

    private Text copies(Protection protect) {
        VaultPlace vault = overview.strategy().vaults().get(protect.vault());
        Text name = Text.code(protect.vault().value());
        return vault == null
                ? name
                : name.and(" in ")
                        .and(
                                Phrases.names(
                                        vault.copies().stream()
                                                .map(VaultPlace.Copy::region)
                                                .toList()));
    }

    private Text verified(Component<?> component) {
        ProtectionState state = overview.facts().protection().get(component.id());
        if (state == null) {
            return Text.of("not looked at");
        }
        return state.verifiedAt().map(time -> Text.of(Words.moment(time))).orElse(Text.of("never"));
    }

    private List<Block> scenario(Outlook outlook) {
        List<List<Text>> rows = new ArrayList<>();
        for (Prediction one : outlook.predictions()) {
            rows.add(
                    List.of(
                            Text.code(one.component().value()),
                            Text.of(one.objective().name()),
                            Phrases.time(one.asked(), "–"),
                            Phrases.predicted(Optional.of(one)),
                            Phrases.margin(Optional.of(one)),
                            sum(one)));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("scenario-" + outlook.id(), "In " + outlook.id()));
        blocks.add(
                new Table(
                        "",
                        List.of(
                                Column.words("Component"),
                                Column.words(""),
                                Column.numbers("Asked"),
                                Column.numbers("Computed"),
                                Column.words("Margin"),
                                Column.words("How")),
                        rows));
        blocks.addAll(new Improvements(outlook).blocks());
        return blocks;
    }

    /// Each term with where it is known from.
    private static Text sum(Prediction prediction) {
        if (prediction.terms().isEmpty()) {
            return Words.sentence(prediction.reason());
        }
        List<String> parts = new ArrayList<>();
        for (Term term : prediction.terms()) {
            parts.add(
                    Durations.text(term.duration())
                            + " "
                            + term.name()
                            + " ("
                            + term.reason()
                            + ")");
        }
        return Words.sentence(prediction.reason()).and(" " + String.join(" + ", parts) + ".");
    }
}

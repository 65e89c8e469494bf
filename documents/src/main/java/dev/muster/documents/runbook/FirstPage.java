package dev.muster.documents.runbook;

import dev.muster.documents.People;
import dev.muster.documents.Redaction;
import dev.muster.documents.Sources;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Card;
import dev.muster.documents.page.Block.Cards;
import dev.muster.documents.page.Block.Code;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Block.Use;
import dev.muster.documents.page.Text;
import dev.muster.kind.Action;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.model.ProbeId;
import dev.muster.plan.Step;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Loss;
import dev.muster.strategy.Scenario.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must be known before the first step: the sheet that is pinned to the wall.
final class FirstPage {
    private final Sources sources;
    private final Forecast forecast;
    private final People people;
    private final Redaction redaction;
    private final Optional<Scenario> scenario;

    FirstPage(Sources sources, People people, Redaction redaction) {
        this.forecast = new Forecast(sources);
        this.sources = sources;
        this.people = people;
        this.redaction = redaction;
        this.scenario =
                Optional.ofNullable(sources.strategy().scenarios().get(sources.plan().scenario()));
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Cards(
                        List.of(
                                new Card("Use this when", when()),
                                new Card("Who decides", who()),
                                new Card("How long it takes", forecast.duration()),
                                new Card("What will be lost", forecast.loss()),
                                new Card("The one command", command()),
                                new Card("It worked when", worked()))));
        blocks.add(Block.Heading.section("call", "Who to call"));
        blocks.add(callList());
        return blocks;
    }

    private List<Block> when() {
        List<Block> blocks = new ArrayList<>();
        scenario.map(Scenario::loss).ifPresent(loss -> blocks.add(new Paragraph(loss(loss))));
        scenario.flatMap(Scenario::trigger).ifPresent(trigger -> blocks.add(signs(trigger)));
        return blocks;
    }

    private static Text loss(Loss loss) {
        return switch (loss) {
            case Loss.OfRegion region ->
                    Text.of("Region ")
                            .andCode(region.region().value())
                            .and(" is lost: nothing in it answers, or it has to be given up.");
            case Loss.OfComponent component ->
                    Text.code(component.component().value())
                            .and(" is lost or must not be trusted, while its region goes on.");
        };
    }

    private Block signs(Trigger trigger) {
        List<Text> signs = new ArrayList<>();
        for (ProbeId id : trigger.when()) {
            Probe probe = sources.strategy().probes().get(id);
            Text sign = Text.of("Probe ").andCode(id.value());
            if (probe != null) {
                sign = sign.and(" (").andCode(redaction.address(probe.http())).and(")");
            }
            String places = trigger.agree() > 1 ? " from " + trigger.agree() + " places" : "";
            signs.add(
                    sign.and(
                            " fails"
                                    + places
                                    + " for "
                                    + Durations.text(trigger.hold())
                                    + " without a break."));
        }
        return new Bullets(signs);
    }

    private List<Block> who() {
        Text decision =
                scenario.flatMap(Scenario::trigger)
                        .map(trigger ->
                                switch (trigger.then()) {
                                    case START ->
                                            "Nobody has to: when the sign holds, Muster"
                                                    + " starts by itself. If it did not,"
                                                    + " whoever reads this calls the first"
                                                    + " name below and begins.";
                                    case APPROVE ->
                                            "Muster prepares everything and waits for an"
                                                    + " approval.";
                                    case TELL ->
                                            "Muster only raises the alarm. A person"
                                                    + " decides and starts.";
                                })
                        .map(Text::of)
                        .orElseGet(() -> Text.of("A person decides: nothing starts by itself."));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(decision));
        List<Contact> approvers = people.approvers();
        if (!approvers.isEmpty()) {
            blocks.add(
                    new Paragraph(
                            Text.of("Approvals are signed by ")
                                    .and(
                                            Text.enumeration(
                                                    approvers.stream()
                                                            .map(one -> Text.strong(one.name()))
                                                            .toList()))
                                    .and(".")));
        }
        return blocks;
    }

    private List<Block> command() {
        return List.of(
                new Code(Use.COMMAND, "muster recover " + sources.plan().scenario()),
                new Paragraph(
                        Text.of(
                                "It does every step of this runbook in the same order, goes on"
                                        + " where it was interrupted, and never repeats a finished"
                                        + " step. If Muster itself is gone, go to step 1.")));
    }

    private List<Block> worked() {
        List<Text> signs = new ArrayList<>();
        for (Step step : sources.plan().steps()) {
            if (step.action() instanceof Action.Verify verify) {
                signs.add(
                        Text.code(verify.component().value())
                                .and(" in " + verify.region() + " passes every check."));
            }
        }
        scenario.flatMap(Scenario::trigger)
                .ifPresent(trigger ->
                        trigger.when().stream()
                                .map(sources.strategy().probes()::get)
                                .filter(java.util.Objects::nonNull)
                                .forEach(probe -> signs.add(answers(probe))));
        for (Step step : sources.plan().steps()) {
            if (step.action() instanceof Action.Confirm confirm) {
                signs.add(
                        Text.of("A client outside gets good answers from ")
                                .andCode(confirm.component().value())
                                .and("."));
            }
        }
        return List.of(new Bullets(signs));
    }

    private Text answers(Probe probe) {
        return Text.code(redaction.address(probe.http())).and(" answers with 200 to 299 again.");
    }

    private Block callList() {
        Map<Contact, Set<ComponentId>> called = people.called(sources.plan());
        if (called.isEmpty()) {
            return new Paragraph(Text.of("The strategy names no owner of anything in this plan."));
        }
        List<List<Text>> rows = new ArrayList<>();
        called.forEach((contact, components) ->
                rows.add(
                        List.of(
                                Text.strong(contact.name()),
                                role(components),
                                people.reach(contact),
                                people.ifNoAnswer(contact))));
        return new Table(
                "In this order.",
                List.of(
                        Column.words("Who"),
                        Column.words("For"),
                        Column.words("Reached by"),
                        Column.words("If there is no answer")),
                rows);
    }

    private static Text role(Set<ComponentId> components) {
        return components.isEmpty()
                ? Text.of("deputy")
                : Text.enumeration(components.stream().map(one -> Text.code(one.value())).toList());
    }
}

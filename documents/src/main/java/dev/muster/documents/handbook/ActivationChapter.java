package dev.muster.documents.handbook;

import dev.muster.documents.People;
import dev.muster.documents.Redaction;
import dev.muster.documents.handbook.Overview.Outlook;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Fact;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Text;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.model.ProbeId;
import dev.muster.strategy.Component;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Roles, and when and by whom a recovery is begun.
final class ActivationChapter {
    private final Overview overview;
    private final People people;
    private final Redaction redaction;

    ActivationChapter(Overview overview) {
        this.overview = overview;
        this.people = new People(overview.strategy());
        this.redaction = Redaction.of(overview.strategy());
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("roles", "Roles"));
        blocks.add(roles());
        blocks.add(Heading.section("activation", "Activation and notification"));
        if (overview.strategy().scenarios().isEmpty()) {
            blocks.add(new Paragraph(Text.of("The strategy knows no scenario.")));
        }
        for (Outlook outlook : overview.outlooks()) {
            blocks.add(new Heading(3, Optional.empty(), Text.code(outlook.id().value())));
            blocks.add(new Facts(facts(outlook)));
        }
        for (Scenario scenario : overview.hopeless()) {
            blocks.add(new Heading(3, Optional.empty(), Text.code(scenario.id().value())));
            blocks.add(
                    new Paragraph(
                            Phrases.loss(scenario.loss())
                                    .and(
                                            ". No plan can be made: the scenario leaves no region"
                                                    + " to recover in.")));
        }
        return blocks;
    }

    private Block roles() {
        List<List<Text>> rows = new ArrayList<>();
        for (Component<?> component : overview.strategy().components().values()) {
            Optional<Contact> owner = people.owner(component.id());
            rows.add(
                    List.of(
                            Text.code(component.id().value()),
                            owner.map(one -> Text.strong(one.name())).orElse(Text.of("nobody")),
                            owner.map(people::ifNoAnswer).orElse(Text.of("nobody is named"))));
        }
        return SystemChapter.table(
                "Who answers for what",
                List.of(Column.words("Component"), Column.words("Owner"), Column.words("Deputy")),
                rows);
    }

    private List<Fact> facts(Outlook outlook) {
        Scenario scenario = outlook.scenario();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("What happened", Phrases.loss(scenario.loss())));
        facts.add(new Fact("Begin when", scenario.trigger().map(this::signs).orElse(person())));
        facts.add(new Fact("Who may begin", may(scenario)));
        facts.add(new Fact("Call in this order", calls(outlook)));
        facts.add(new Fact("If nobody answers", unanswered(scenario)));
        return facts;
    }

    private static Text person() {
        return Text.of("a person is sure of it: no probe looks");
    }

    private Text signs(Trigger trigger) {
        List<Text> signs = new ArrayList<>();
        for (ProbeId id : trigger.when()) {
            Probe probe = overview.strategy().probes().get(id);
            Text sign = Text.code(id.value());
            signs.add(
                    probe == null
                            ? sign
                            : sign.and(" (").andCode(redaction.address(probe.http())).and(")"));
        }
        return Text.of("one of ")
                .and(Text.enumeration(signs))
                .and(" fails, seen from ")
                .and(trigger.agree() + (trigger.agree() == 1 ? " place" : " places"))
                .and(" for " + Durations.text(trigger.hold()));
    }

    private Text may(Scenario scenario) {
        List<Text> approvers =
                people.approvers().stream().map(one -> Text.strong(one.name())).toList();
        Text signed =
                approvers.isEmpty()
                        ? Text.of("nobody has a key to sign with")
                        : Text.enumeration(approvers);
        return scenario.trigger()
                .map(trigger ->
                        switch (trigger.then()) {
                            case START -> Text.of("it starts by itself");
                            case APPROVE -> Text.of("it waits for the approval of ").and(signed);
                            case TELL -> Text.of("a person who was told");
                        })
                .orElse(Text.of("whoever is called"));
    }

    private Text calls(Outlook outlook) {
        Map<Contact, Set<ComponentId>> called = people.called(outlook.sources().plan());
        List<Text> names =
                called.keySet().stream()
                        .map(one ->
                                Text.strong(one.name()).and(" (").and(people.reach(one)).and(")"))
                        .toList();
        return names.isEmpty() ? Text.of("the strategy names nobody") : Text.enumeration(names);
    }

    private static Text unanswered(Scenario scenario) {
        boolean alone =
                scenario.trigger()
                        .filter(trigger -> trigger.then() == Scenario.Reaction.START)
                        .isPresent();
        return alone
                ? Text.of("it begins all the same")
                : Text.of("whoever stands before the runbook begins with it")
                        .and(", and notes the time in it");
    }
}

package dev.muster.documents.runbook;

import dev.muster.documents.People;
import dev.muster.documents.Sources;
import dev.muster.documents.Words;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Callout;
import dev.muster.documents.page.Block.Code;
import dev.muster.documents.page.Block.Fact;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Use;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.model.Durations;
import dev.muster.plan.Situations;
import dev.muster.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Each step as a person does it.
final class StepPages {
    private final Order order;
    private final People people;
    private final Forecast forecast;
    private final Situations situations;

    StepPages(Sources sources, Order order, People people) {
        this.order = order;
        this.people = people;
        this.forecast = new Forecast(sources);
        this.situations = sources.situations();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        order.steps().forEach(step -> blocks.add(block(step)));
        return blocks;
    }

    private Block block(Step step) {
        Procedure procedure = situations.of(step.action().component()).byHand(step.action());
        List<Block> body = new ArrayList<>();
        body.add(new Paragraph(Words.sentence(step.why())));
        if (step.pointOfNoReturn()) {
            body.add(
                    new Callout(
                            Tone.DANGER,
                            "Point of no return.",
                            Text.of(
                                    "Going back after this step is impossible or loses data. Be"
                                            + " sure, and say so to the others, before you go"
                                            + " on.")));
        }
        body.add(new Facts(facts(step, procedure)));
        int number = order.number(step);
        int part = 1;
        for (Instruction instruction : procedure.instructions()) {
            body.add(part(number + "." + part++, instruction));
        }
        if (procedure.instructions().isEmpty()) {
            body.add(new Paragraph(Text.of("There is nothing to do by hand.")));
        }
        body.add(new Facts(List.of(new Fact("Done by hand", signature()))));
        return new Block.Step(
                Integer.toString(number),
                Optional.of(order.anchor(step)),
                Words.title(step.action()),
                step.pointOfNoReturn()
                        ? List.of(new Inline.Badge(Tone.DANGER, "point of no return"))
                        : List.of(),
                body);
    }

    private List<Fact> facts(Step step, Procedure procedure) {
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact("Before it", order.numbers(order.waitsFor(step), "nothing: begin here")));
        List<Step> besides = order.besides(step);
        if (!besides.isEmpty()) {
            facts.add(
                    new Fact(
                            "Side by side",
                            Text.of("can run at the same time as ")
                                    .and(order.numbers(besides, ""))));
        }
        facts.add(
                new Fact(
                        "Who",
                        people.owner(step.action().component())
                                .map(people::withDeputy)
                                .orElse(People.NOBODY)));
        Set<String> tools = Tools.of(procedure);
        if (!tools.isEmpty()) {
            facts.add(new Fact("Tools", Text.enumeration(tools.stream().map(Text::code).toList())));
        }
        facts.add(new Fact("Takes", Words.estimate(step.estimate())));
        facts.add(
                new Fact(
                        "Give up after",
                        Text.of(Durations.text(step.timeout()) + ", then go by “If it fails”")));
        facts.add(new Fact("Done when", done(step)));
        lost(step).ifPresent(text -> facts.add(new Fact("Data lost", text)));
        return facts;
    }

    /// The step that proves this one, where there is one.
    private Text done(Step step) {
        Optional<Step> proof =
                order.steps().stream()
                        .filter(other -> other.action() instanceof Action.Verify)
                        .filter(other ->
                                other.action().component().equals(step.action().component()))
                        .filter(other -> order.precedes(step, other))
                        .findFirst();
        Text prints = Text.of("every command prints what is said below");
        return proof.map(other ->
                        prints.and("; ").and(order.numbers(List.of(other), "")).and(" proves it"))
                .orElse(prints);
    }

    private Optional<Text> lost(Step step) {
        return step.action() instanceof Action.Restore || step.action() instanceof Action.Promote
                ? forecast.lossOf(step.action().component())
                : Optional.empty();
    }

    private Block part(String number, Instruction instruction) {
        List<Block> body = new ArrayList<>();
        instruction.command().ifPresent(command -> body.add(new Code(Use.COMMAND, command)));
        List<Fact> facts = new ArrayList<>();
        instruction
                .expected()
                .ifPresent(expected -> {
                    if (expected.contains("\n")) {
                        body.add(new Code(Use.OUTPUT, expected));
                    } else {
                        facts.add(new Fact("It prints", printed(expected)));
                    }
                });
        facts.add(new Fact("Takes", Text.of("about " + Durations.text(instruction.takes()))));
        facts.add(new Fact("If it fails", Words.sentence(instruction.onFailure())));
        instruction.undo().ifPresent(undo -> facts.add(new Fact("To undo", Text.code(undo))));
        body.add(new Facts(facts));
        return new Block.Step(
                number,
                Optional.empty(),
                Text.prose(instruction.text()),
                instruction.pointOfNoReturn()
                        ? List.of(new Inline.Badge(Tone.DANGER, "no return after this"))
                        : List.of(),
                body);
    }

    /// One word is what is printed to the letter; more may also tell of it.
    private static Text printed(String expected) {
        return expected.matches("[^\\s`]+") ? Text.code(expected) : Text.prose(expected);
    }

    private static Text signature() {
        return Text.of("started ")
                .and(new Inline.Blank(14))
                .and("  ended ")
                .and(new Inline.Blank(14))
                .and("  initials ")
                .and(new Inline.Blank(9));
    }
}

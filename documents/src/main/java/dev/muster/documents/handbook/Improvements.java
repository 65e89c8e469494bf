package dev.muster.documents.handbook;

import dev.muster.documents.Sources;
import dev.muster.documents.handbook.Overview.Outlook;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Text;
import dev.muster.kind.Estimate;
import dev.muster.model.Durations;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.plan.Term;
import dev.muster.plan.Timetable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What decides how long a recovery takes, and what would be won where a part of it took no time.
/// Less than the part itself, where another chain is nearly as long.
final class Improvements {
    private static final int MOST = 12;

    private final Sources sources;
    private final Timetable times;

    Improvements(Outlook outlook) {
        this.sources = outlook.sources();
        this.times = sources.timetable();
    }

    /// @param known where its time is known from
    private record Part(Text name, Duration takes, String known, Duration gain) {}

    List<Block> blocks() {
        List<Part> parts = new ArrayList<>();
        times.lead().detection().forEach(term -> parts.add(of(term)));
        times.lead().decision().forEach(term -> parts.add(of(term)));
        for (StepId id : times.critical()) {
            times.slot(id).map(Timetable.Slot::step).map(this::of).ifPresent(parts::add);
        }
        List<List<Text>> rows =
                parts.stream()
                        .filter(part -> part.takes().isPositive())
                        .sorted(Comparator.comparing(Part::gain).reversed())
                        .limit(MOST)
                        .map(Improvements::row)
                        .toList();
        return List.of(
                Heading.part("What decides the time"),
                new Table(
                        "From the loss to the last step: " + Durations.text(times.total()) + ".",
                        List.of(
                                Column.words("Part"),
                                Column.numbers("Takes"),
                                Column.words("Known from"),
                                Column.numbers("Gain if it took no time")),
                        rows));
    }

    private static List<Text> row(Part part) {
        return List.of(
                part.name(),
                Text.of(Durations.text(part.takes())),
                Text.of(part.known()),
                Text.of(Durations.text(part.gain())));
    }

    private static Part of(Term term) {
        return new Part(Text.of(term.name()), term.duration(), term.reason(), term.duration());
    }

    private Part of(Step step) {
        return new Part(
                Text.code(step.id().value()),
                step.estimate().duration(),
                step.estimate().reason(),
                times.total().minus(without(step)));
    }

    private Duration without(Step gone) {
        RecoveryPlan plan = sources.plan();
        List<Step> steps =
                plan.steps().stream()
                        .map(step -> step.id().equals(gone.id()) ? atOnce(step) : step)
                        .toList();
        RecoveryPlan quicker =
                new RecoveryPlan(
                        plan.strategy(),
                        plan.scenario(),
                        plan.lost(),
                        plan.in(),
                        plan.target(),
                        steps);
        return Timetable.of(quicker, sources.strategy()).total();
    }

    private static Step atOnce(Step step) {
        Estimate nothing = new Estimate(Duration.ZERO, Estimate.Basis.ESTIMATED, "no time");
        return new Step(
                step.id(),
                step.action(),
                step.after(),
                step.why(),
                step.lateEffect(),
                step.repeatable(),
                step.timeout(),
                nothing,
                step.pointOfNoReturn());
    }
}

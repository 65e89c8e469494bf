package dev.muster.documents.runbook;

import dev.muster.documents.Redaction;
import dev.muster.documents.Sources;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Text;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.plan.ExpectedLoss;
import dev.muster.plan.Term;
import dev.muster.plan.Timetable;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long it takes and what it costs, as the plan predicts it.
final class Forecast {
    private final Sources sources;
    private final Redaction redaction;

    Forecast(Sources sources, Redaction redaction) {
        this.sources = sources;
        this.redaction = redaction;
    }

    List<Block> duration() {
        Timetable timetable = sources.timetable();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph(
                        Text.strong(Durations.text(timetable.total()))
                                .and(" from the loss to the last step. " + basis(timetable))));
        List<Text> back = new ArrayList<>();
        for (Component<?> component : sources.strategy().components().values()) {
            timetable.back(component.id()).map(time -> back(component, time)).ifPresent(back::add);
        }
        blocks.add(new Bullets(back));
        return blocks;
    }

    private static Text back(Component<?> component, Duration time) {
        String asked = component.rto().map(limit -> ", asked " + Durations.text(limit)).orElse("");
        return Text.code(component.id().value())
                .and(" is back after " + Durations.text(time) + asked + ".");
    }

    private static String basis(Timetable timetable) {
        long measured =
                timetable.slots().stream()
                        .filter(slot -> slot.step().estimate().basis() == Estimate.Basis.MEASURED)
                        .count();
        int all = timetable.slots().size();
        if (measured == all) {
            return "All step times are measured.";
        }
        return measured == 0
                ? "All step times are estimates: no run has measured them yet."
                : measured + " of " + all + " step times are measured, the others estimated.";
    }

    List<Block> loss() {
        List<ExpectedLoss> losses = sources.losses();
        if (losses.isEmpty()) {
            return List.of(new Paragraph(Text.of("No component with data is affected.")));
        }
        return List.of(new Bullets(losses.stream().map(this::loss).toList()));
    }

    /// Said on the step that restores the component.
    Optional<Text> lossOf(ComponentId component) {
        return sources.losses().stream()
                .filter(loss -> loss.component().equals(component))
                .findFirst()
                .map(this::loss);
    }

    private Text loss(ExpectedLoss loss) {
        Text component = Text.code(loss.component().value());
        String asked =
                Optional.ofNullable(sources.strategy().components().get(loss.component()))
                        .flatMap(Component::rpo)
                        .map(limit -> " Asked: " + Durations.text(limit) + ".")
                        .orElse("");
        return switch (loss) {
            case ExpectedLoss.AtMost most ->
                    component
                            .and(": at most ")
                            .and(Text.strong(Durations.text(most.duration())))
                            .and(
                                    " of writes: "
                                            + redaction.text(most.reason())
                                            + terms(most.terms())
                                            + "."
                                            + asked);
            case ExpectedLoss.Everything all ->
                    component
                            .and(": ")
                            .and(Text.strong("everything"))
                            .and(", as " + redaction.text(all.reason()) + "." + asked);
        };
    }

    /// The parts of the sum, where there is more than one.
    private static String terms(List<Term> terms) {
        if (terms.size() < 2) {
            return "";
        }
        return " ("
                + String.join(
                        ", ",
                        terms.stream()
                                .map(term -> term.name() + " " + Durations.text(term.duration()))
                                .toList())
                + ")";
    }
}

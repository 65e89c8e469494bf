package dev.muster.documents.runbook;

import dev.muster.check.Prediction;
import dev.muster.check.Prediction.Objective;
import dev.muster.documents.Sources;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.plan.Term;
import dev.muster.plan.Timetable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How long it takes and what it costs, as plan and check predict it.
final class Forecast {
    private final Timetable timetable;
    private final List<Prediction> predictions;

    Forecast(Sources sources) {
        this.timetable = sources.timetable();
        this.predictions = sources.predictions();
    }

    List<Block> duration() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph(
                        Text.strong(Durations.text(timetable.total()))
                                .and(" from the loss to the last step. " + basis())));
        blocks.add(new Bullets(of(Objective.RTO).map(Forecast::downtime).toList()));
        return blocks;
    }

    private static Text downtime(Prediction prediction) {
        return Text.code(prediction.component().value())
                .and(
                        " is back after "
                                + prediction
                                        .predicted()
                                        .map(Durations::text)
                                        .orElse("an unknown time")
                                + asked(prediction))
                .and(verdict(prediction));
    }

    private String basis() {
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
        List<Text> losses = of(Objective.RPO).map(Forecast::loss).toList();
        return losses.isEmpty()
                ? List.of(new Paragraph(Text.of("No component with data is affected.")))
                : List.of(new Bullets(losses));
    }

    /// Said on the step that restores the component.
    Optional<Text> lossOf(ComponentId component) {
        return of(Objective.RPO)
                .filter(prediction -> prediction.component().equals(component))
                .findFirst()
                .map(Forecast::loss);
    }

    private static Text loss(Prediction prediction) {
        Text much =
                prediction
                        .predicted()
                        .map(time ->
                                Text.of("at most ")
                                        .and(Text.strong(Durations.text(time)))
                                        .and(" of writes"))
                        .orElseGet(() -> Text.strong("everything"));
        return Text.code(prediction.component().value())
                .and(": ")
                .and(much)
                .and(asked(prediction) + ": ")
                .and(prediction.reason() + terms(prediction.terms()))
                .and(verdict(prediction));
    }

    private Stream<Prediction> of(Objective objective) {
        return predictions.stream().filter(one -> one.objective() == objective);
    }

    private static String asked(Prediction prediction) {
        return prediction
                .asked()
                .map(limit -> " (asked: " + Durations.text(limit) + ")")
                .orElse("");
    }

    /// Only what is not kept is said; the rest is as it should be.
    private static Text verdict(Prediction prediction) {
        return prediction.met()
                ? Text.of(".")
                : Text.of(". ").and(new Inline.Badge(Tone.DANGER, "more than asked"));
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

package dev.muster.documents.report;

import dev.muster.documents.Downtime;
import dev.muster.documents.Planned;
import dev.muster.documents.Words;
import dev.muster.documents.page.Text;
import dev.muster.kind.Phase;
import dev.muster.model.Durations;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.PhaseTime;
import dev.muster.record.Phases;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What missed its objective, by how much, in which phase, and which step to look at.
final class Misses {
    private final RunRecord record;
    private final Planned planned;
    private final Downtime downtime;

    Misses(RunRecord record, Planned planned, Downtime downtime) {
        this.record = record;
        this.planned = planned;
        this.downtime = downtime;
    }

    List<Text> lines() {
        List<Text> lines = new ArrayList<>();
        for (ObjectiveResult result : Outcomes.missed(record)) {
            lines.add(
                    Text.code(result.component().value())
                            .and(
                                    " missed its "
                                            + result.objective()
                                            + " of "
                                            + Durations.text(result.asked())
                                            + " by "
                                            + over(result)
                                            + where(result)));
        }
        return lines;
    }

    private static String over(ObjectiveResult result) {
        return result.measured()
                .map(value -> Durations.text(value.minus(result.asked())))
                .orElse("an unknown time");
    }

    private String where(ObjectiveResult result) {
        return switch (result.objective()) {
            case RPO -> result.basis().isEmpty() ? "." : ": " + result.basis() + ".";
            case RTO -> "." + phase() + step();
        };
    }

    /// The phase that ran furthest over its planned; where none is known, the longest one.
    private String phase() {
        Comparator<PhaseTime> byExcess = Comparator.comparing(this::excess);
        Optional<PhaseTime> worst = downtime.phases().stream().max(byExcess);
        return worst.map(time ->
                        " The phase “"
                                + Words.phase(time.phase())
                                + "” took "
                                + Durations.text(time.duration())
                                + predicted(time.phase())
                                + ".")
                .orElse("");
    }

    private Duration excess(PhaseTime time) {
        return time.duration().minus(planned.phase(time.phase()).orElse(Duration.ZERO));
    }

    private String predicted(Phase phase) {
        return planned.phase(phase)
                .map(time -> ", predicted was " + Durations.text(time))
                .orElse("");
    }

    private String step() {
        return Phases.criticalPath(record).stream()
                .max(Comparator.comparing(Receipt::duration))
                .map(receipt ->
                        " The longest step that everything waited for is "
                                + receipt.step()
                                + " with "
                                + Durations.text(receipt.duration())
                                + ".")
                .orElse("");
    }
}

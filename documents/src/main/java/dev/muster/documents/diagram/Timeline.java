package dev.muster.documents.diagram;

import dev.muster.documents.Planned;
import dev.muster.documents.Words;
import dev.muster.kind.Phase;
import dev.muster.model.Durations;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.plan.Timetable;
import dev.muster.plan.Timetable.Slot;
import dev.muster.record.Measurement.Outage;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.ObjectiveResult.Objective;
import dev.muster.record.Phases;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import dev.muster.record.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// When each part of a recovery is predicted to happen, and when it did, counted from the loss.
///
/// @param rows in the order of the plan
/// @param limits the downtimes that are asked for
/// @param measured whether any row is of a real run
record Timeline(List<Row> rows, NavigableSet<Duration> limits, boolean measured) {
    Timeline {
        rows = List.copyOf(rows);
        limits = Collections.unmodifiableNavigableSet(new TreeSet<>(limits));
    }

    /// @param predicted empty where the plan said nothing
    /// @param measured empty where nothing was measured; never filled from the plan
    /// @param slack how much longer it may take without making the whole longer
    /// @param critical whether it decides the whole
    record Row(
            String label,
            Optional<Span> predicted,
            Optional<Span> measured,
            Duration slack,
            boolean critical) {}

    /// @param start counted from the loss
    record Span(Duration start, Duration end) {
        Span {
            if (start.isNegative() || end.compareTo(start) < 0) {
                throw new IllegalArgumentException("no span from " + start + " to " + end);
            }
        }

        Duration duration() {
            return end.minus(start);
        }
    }

    Duration end() {
        Duration end = Duration.ZERO;
        for (Row row : rows) {
            end = later(end, row.predicted().map(Span::end).orElse(end));
            end = later(end, row.measured().map(Span::end).orElse(end));
        }
        return end;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Everything that the drawing says, in words.
    String description() {
        String asked =
                limits.stream()
                        .map(limit -> " RTO " + Durations.text(limit) + ".")
                        .collect(Collectors.joining());
        return rows.stream().map(Timeline::sentence).collect(Collectors.joining(" ")) + asked;
    }

    private static String sentence(Row row) {
        String predicted = row.predicted().map(span -> " predicted " + words(span)).orElse("");
        String measured = row.measured().map(span -> " measured " + words(span)).orElse("");
        return row.label()
                + (row.critical() ? " (critical):" : ":")
                + predicted
                + (predicted.isEmpty() || measured.isEmpty() ? "" : ",")
                + (predicted.isEmpty() && measured.isEmpty() ? " not done" : measured)
                + ".";
    }

    private static String words(Span span) {
        return Durations.text(span.start()) + " to " + Durations.text(span.end());
    }

    static Timeline of(Timetable timetable, NavigableSet<Duration> limits) {
        List<Row> rows = new ArrayList<>(lead(timetable));
        Set<StepId> critical = Set.copyOf(timetable.critical());
        for (Slot slot : timetable.slots()) {
            rows.add(
                    new Row(
                            label(rows.size() - 1, slot.step()),
                            Optional.of(new Span(slot.start(), slot.finish())),
                            Optional.empty(),
                            slot.slack(),
                            critical.contains(slot.step().id())));
        }
        return new Timeline(rows, limits, false);
    }

    private static List<Row> lead(Timetable timetable) {
        Duration seen = timetable.lead().detects();
        Duration decided = seen.plus(timetable.lead().decides());
        return List.of(
                lead(Phase.DETECT, new Span(Duration.ZERO, seen)),
                lead(Phase.DECIDE, new Span(seen, decided)));
    }

    private static Row lead(Phase phase, Span predicted) {
        return new Row(
                Words.capital(Words.phase(phase)),
                Optional.of(predicted),
                Optional.empty(),
                Duration.ZERO,
                true);
    }

    private static String label(int number, Step step) {
        return number
                + "  "
                + Words.capital(step.action().verb())
                + " "
                + step.action().component();
    }

    /// A run beside its planned.
    static Timeline of(RunRecord record, Planned planned) {
        return new OfRun(record, planned).timeline();
    }

    /// Reads a run.
    private static final class OfRun {
        private final RunRecord record;
        private final Planned planned;
        private final Instant zero;
        private final Set<StepId> critical;
        private final List<Row> rows = new ArrayList<>();

        OfRun(RunRecord record, Planned planned) {
            this.record = record;
            this.planned = planned;
            Trigger trigger = record.start().trigger();
            this.zero =
                    planned.outage(record)
                            .map(Outage::lastGood)
                            .or(trigger::lastGood)
                            .orElse(trigger.fired());
            this.critical =
                    Phases.criticalPath(record).stream()
                            .map(Receipt::step)
                            .collect(Collectors.toUnmodifiableSet());
        }

        Timeline timeline() {
            Trigger trigger = record.start().trigger();
            addLead(Phase.DETECT, zero, trigger.fired());
            addLead(Phase.DECIDE, trigger.fired(), trigger.began());
            int number = 1;
            for (Step step : record.start().plan().steps()) {
                rows.add(
                        new Row(
                                label(number++, step),
                                planned.slot(step.id())
                                        .map(slot -> new Span(slot.start(), slot.finish())),
                                record.receipt(step.id())
                                        .filter(receipt -> receipt.origin() == Receipt.Origin.RAN)
                                        .map(receipt ->
                                                span(receipt.started(), receipt.finished())),
                                Duration.ZERO,
                                critical.contains(step.id())));
            }
            addAnswer();
            return new Timeline(rows, limits(), true);
        }

        private NavigableSet<Duration> limits() {
            NavigableSet<Duration> limits = new TreeSet<>();
            for (ObjectiveResult result : record.objectives()) {
                if (result.objective() == Objective.RTO) {
                    limits.add(result.asked());
                }
            }
            return limits;
        }

        private void addLead(Phase phase, Instant from, Instant to) {
            Optional<Span> predicted =
                    planned.timetable()
                            .map(timetable ->
                                    Timeline.lead(timetable).stream()
                                            .filter(row ->
                                                    row.label().equalsIgnoreCase(phase.name()))
                                            .findFirst()
                                            .flatMap(Row::predicted)
                                            .orElse(new Span(Duration.ZERO, Duration.ZERO)));
            rows.add(
                    new Row(
                            Words.capital(Words.phase(phase)),
                            predicted,
                            Optional.of(span(from, to)),
                            Duration.ZERO,
                            true));
        }

        private void addAnswer() {
            Optional<Outage> outage = planned.outage(record);
            Optional<Instant> last =
                    Phases.criticalPath(record).stream().map(Receipt::finished).reduce((_, b) -> b);
            if (outage.isPresent() && last.isPresent()) {
                Instant answered = outage.get().firstGood();
                rows.add(
                        new Row(
                                "First good answer outside",
                                Optional.empty(),
                                Optional.of(
                                        answered.isBefore(last.get())
                                                ? span(answered, answered)
                                                : span(last.get(), answered)),
                                Duration.ZERO,
                                true));
            }
        }

        /// Clocks of different machines may disagree; nothing is drawn before the loss.
        private Span span(Instant from, Instant to) {
            Duration start = later(Duration.ZERO, Duration.between(zero, from));
            return new Span(start, later(start, Duration.between(zero, to)));
        }
    }
}

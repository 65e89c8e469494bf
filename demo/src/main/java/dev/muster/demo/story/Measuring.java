package dev.muster.demo.story;

import dev.muster.check.Prediction;
import dev.muster.check.Predictions;
import dev.muster.drill.client.Answer;
import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.measure.Loss;
import dev.muster.drill.measure.Outage;
import dev.muster.drill.measure.StoredOrder;
import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.record.Measurement;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.ObjectiveResult.Objective;
import dev.muster.record.RunRecord;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From the outside client's books to what became of each objective. Pure.
///
/// A loss is measured for the component that holds the orders, the downtime for what clients reach;
/// every other objective stays unmeasured and is said to be so.
///
/// @param database holds the orders
/// @param front what clients reach
/// @param lostAt when the region was lost
/// @param interval how often the client asked
record Measuring(
        Strategy strategy,
        RunRecord run,
        ComponentId database,
        ComponentId front,
        Instant lostAt,
        Duration interval) {
    private static final int SHOWN = 1000;

    RunRecord measured(List<LedgerEntry> ledger, List<StoredOrder> stored, List<Answer> answers) {
        Loss loss = Loss.compare(ledger, stored);
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(loss(loss));
        Optional<Measurement.Outage> outage = outage(answers);
        outage.ifPresent(measurements::add);
        return run.with(measurements, results(loss, outage));
    }

    private Measurement.Loss loss(Loss loss) {
        return new Measurement.Loss(
                database,
                loss.acknowledged(),
                loss.lost().size(),
                loss.lost().stream()
                        .limit(SHOWN)
                        .map(lost ->
                                new Measurement.LostWrite(
                                        Long.toString(lost.order()), lost.acknowledgedAt()))
                        .toList(),
                loss.doubled().size(),
                loss.outOfOrder().size(),
                loss.age(lostAt));
    }

    private Optional<Measurement.Outage> outage(List<Answer> answers) {
        return Outage.firstAfter(answers, lostAt)
                .flatMap(outage ->
                        outage.firstGood()
                                .map(good ->
                                        new Measurement.Outage(
                                                front, outage.lastGood(), good, interval)));
    }

    private List<ObjectiveResult> results(Loss loss, Optional<Measurement.Outage> outage) {
        List<ObjectiveResult> results = new ArrayList<>();
        for (Component<?> component : strategy.components().values()) {
            if (component.protection().isPresent()) {
                component.rpo().ifPresent(asked -> results.add(rpo(component, asked, loss)));
            }
            component.rto().ifPresent(asked -> results.add(rto(component, asked, outage)));
        }
        return results;
    }

    private ObjectiveResult rpo(Component<?> component, Duration asked, Loss loss) {
        boolean here = component.id().equals(database);
        String lost = loss.lost().size() + " of " + loss.acknowledged() + " acknowledged orders";
        return new ObjectiveResult(
                component.id(),
                Objective.RPO,
                asked,
                predicted(component, Prediction.Objective.RPO),
                here ? Optional.of(loss.age(lostAt)) : Optional.empty(),
                here ? lost : "nobody wrote to it from outside");
    }

    private ObjectiveResult rto(
            Component<?> component, Duration asked, Optional<Measurement.Outage> outage) {
        boolean here = component.id().equals(front);
        return new ObjectiveResult(
                component.id(),
                Objective.RTO,
                asked,
                predicted(component, Prediction.Objective.RTO),
                here ? outage.map(Measurement.Outage::downtime) : back(component),
                here ? "as the outside client saw it" : "until its last step was done");
    }

    /// When the last step of a component was done, counted from the loss.
    private Optional<Duration> back(Component<?> component) {
        return run.receipts().stream()
                .filter(receipt ->
                        run.start()
                                .plan()
                                .step(receipt.step())
                                .filter(step -> step.action().component().equals(component.id()))
                                .isPresent())
                .map(receipt -> Duration.between(lostAt, receipt.finished()))
                .max(Duration::compareTo);
    }

    private Optional<Duration> predicted(Component<?> component, Prediction.Objective objective) {
        return Predictions.of(strategy, run.start().plan().scenario(), Facts.NONE).stream()
                .filter(prediction -> prediction.component().equals(component.id()))
                .filter(prediction -> prediction.objective() == objective)
                .findFirst()
                .flatMap(Prediction::predicted);
    }
}

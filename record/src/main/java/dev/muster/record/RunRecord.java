package dev.muster.record;

import dev.muster.model.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that is known of one run.
///
/// @param events in their order, as far as this controller's journal knows them
/// @param receipts of the steps that are done, in the order of the plan
/// @param ended when the last event came; empty while it is open
public record RunRecord(
        RunStart start,
        List<JournalEvent> events,
        List<Receipt> receipts,
        List<Measurement> measurements,
        List<ObjectiveResult> objectives,
        EndState end,
        Optional<Instant> ended) {
    public RunRecord {
        events = List.copyOf(events);
        receipts = List.copyOf(receipts);
        measurements = List.copyOf(measurements);
        objectives = List.copyOf(objectives);
    }

    public Optional<Receipt> receipt(StepId step) {
        return receipts.stream().filter(receipt -> receipt.step().equals(step)).findFirst();
    }

    /// The same run with what was measured of it.
    public RunRecord with(List<Measurement> measured, List<ObjectiveResult> results) {
        return new RunRecord(start, events, receipts, measured, results, end, ended);
    }
}

package dev.muster.operations.runs;

import dev.muster.model.StepId;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The attempts of a step.
///
/// @param last when the latest began
record Begun(Instant last, int count) {
    static Map<StepId, Begun> of(List<JournalEvent> events) {
        Map<StepId, Begun> begun = new HashMap<>();
        for (JournalEvent event : events) {
            if (event.event() instanceof Event.Started started) {
                begun.merge(
                        started.step(),
                        new Begun(event.at(), 1),
                        (old, more) -> new Begun(more.last(), old.count() + 1));
            }
        }
        return begun;
    }
}

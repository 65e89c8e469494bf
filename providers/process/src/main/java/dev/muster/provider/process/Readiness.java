package dev.muster.provider.process;

import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.processes.ProcessRecord;
import dev.muster.provider.Operation;
import dev.muster.provider.process.kind.Health;
import dev.muster.provider.process.kind.Launch;
import dev.muster.provider.process.kind.ProcessErrors;
import java.time.Duration;
import java.util.Optional;

/// Waits until a started process serves.
record Readiness(
        ComponentId component, Launch launch, ProcessRecord record, HealthQuestions questions) {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration STAYS_ALIVE = Duration.ofSeconds(1);

    void await(Operation operation) throws InterruptedException {
        Duration within = launch.health().map(Health::within).orElse(WITHIN);
        Duration longest = launch.health().map(Health::every).orElse(LONGEST_PAUSE);
        long start = operation.timing().nanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            operation.checkCancelled();
            Duration waited = Duration.ofNanos(operation.timing().nanos() - start);
            Optional<String> complaint = complaint(waited);
            // Asked last: a good answer of a stranger on the same port must not count.
            if (!record.isAlive()) {
                throw died();
            }
            if (complaint.isEmpty()) {
                return;
            }
            if (waited.compareTo(within) > 0) {
                throw late(within, complaint.get());
            }
            operation.timing().pause(pause);
            // Soon after the start it is asked often, since each wait is downtime.
            Duration longer = pause.multipliedBy(3).dividedBy(2);
            pause = longer.compareTo(longest) < 0 ? longer : longest;
        }
    }

    private Optional<String> complaint(Duration waited) throws InterruptedException {
        if (launch.address().isPresent()) {
            return questions.complaint(launch);
        }
        return waited.compareTo(STAYS_ALIVE) >= 0
                ? Optional.empty()
                : Optional.of("alive since " + Durations.text(waited));
    }

    private RuntimeException died() {
        return ProcessErrors.DIED.error(
                component
                        + " ended before it served; its last lines:\n"
                        + ProcessLog.tail(record.log()),
                "read " + record.log());
    }

    private RuntimeException late(Duration within, String complaint) {
        return ProcessErrors.NOT_HEALTHY.error(
                component
                        + " does not serve within "
                        + Durations.text(within)
                        + ": "
                        + complaint
                        + "; its last lines:\n"
                        + ProcessLog.tail(record.log()),
                "read " + record.log() + ", or raise health: { within: ... }");
    }
}

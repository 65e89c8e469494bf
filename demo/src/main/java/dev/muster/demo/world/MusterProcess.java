package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.model.Durations;
import dev.muster.model.Timing;
import dev.muster.processes.Launcher;
import dev.muster.processes.ProcessIdentity;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Muster's daemon in its seat. Its state and keys stay inside the demo's folder.
final class MusterProcess {
    private static final String NAME = "muster";
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final DemoSeat seat;
    private final Gate gate;
    private final Timing timing;
    private final ProcessRoll roll;

    MusterProcess(DemoSeat seat, Gate gate, Timing timing) {
        this.seat = seat;
        this.gate = gate;
        this.timing = timing;
        this.roll = new ProcessRoll(seat.region().resolve("programs"));
    }

    void start(List<String> command) throws InterruptedException {
        Map<String, String> environment =
                Map.of(
                        "MUSTER_HOME", seat.state().toString(),
                        "XDG_CONFIG_HOME", seat.config().toString());
        Launcher.Program program = new Launcher.Program(NAME, command, environment);
        gate.pass(() -> new Launcher(roll).start(program, "demo", seat.region(), seat.log()));
    }

    /// Ends the daemon alone, in order: what it has brought back runs on.
    void stop() throws InterruptedException {
        Optional<ProcessIdentity> running =
                roll.find(NAME).map(ProcessRecord::identity).filter(ProcessIdentity::isAlive);
        if (running.isEmpty()) {
            return;
        }
        ProcessHandle.of(running.get().pid()).ifPresent(ProcessHandle::destroy);
        long deadline = timing.nanos() + ENDS_WITHIN.toNanos();
        while (running.get().isAlive()) {
            if (timing.nanos() - deadline > 0) {
                throw DemoErrors.PROGRAM.error(
                        "muster serve did not end within " + Durations.text(ENDS_WITHIN),
                        "tail " + seat.log());
            }
            timing.pause(LOOK_EVERY);
        }
    }
}

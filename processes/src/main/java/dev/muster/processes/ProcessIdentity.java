package dev.muster.processes;

import java.time.Instant;
import java.util.Optional;

/// One process, told apart from a later one that got the same id.
///
/// @param pid the operating system's id
/// @param start when it started, in a form that is the same each time it is asked: on Linux the
///   machine's boot and the clock ticks since, which do not move when the clock is set
public record ProcessIdentity(long pid, String start) {
    public ProcessIdentity {
        if (pid < 2) {
            throw new IllegalArgumentException("not a process that can be recorded: " + pid);
        }
        if (start.isBlank()) {
            throw new IllegalArgumentException("process " + pid + " has no start time");
        }
    }

    /// The process that has the id now; empty if there is none, or only what is left of a dead one.
    public static Optional<ProcessIdentity> of(long pid) {
        if (ProcFiles.available()) {
            return ProcFiles.start(pid).map(start -> new ProcessIdentity(pid, start));
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toString)
                .map(start -> new ProcessIdentity(pid, start));
    }

    /// Whether this very process runs, be it frozen.
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }
}

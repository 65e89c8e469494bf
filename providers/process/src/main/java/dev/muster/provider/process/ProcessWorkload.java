package dev.muster.provider.process;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.Fence;
import dev.muster.processes.Launcher;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import dev.muster.processes.ProcessTree;
import dev.muster.processes.RollLock;
import dev.muster.provider.Operation;
import dev.muster.provider.Target;
import dev.muster.provider.Workload;
import dev.muster.provider.process.kind.Launch;
import dev.muster.provider.process.kind.ProcessErrors;
import dev.muster.provider.process.kind.ProcessKind;
import dev.muster.provider.process.kind.ProcessSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Starts a command in a session of its own, so that it outlives this JVM, and stops it again.
///
/// Holds nothing between calls but the state folder; safe for many threads and many Musters.
public final class ProcessWorkload implements Workload<ProcessSettings> {
    private static final Duration LOCK_TAKES_AT_MOST = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ProcessKind kind = new ProcessKind();
    private final HealthQuestions questions = new HealthQuestions();
    private final Path state;

    ProcessWorkload(Path state) {
        this.state = state;
    }

    @Override
    public ComponentKind<ProcessSettings> kind() {
        return kind;
    }

    @Override
    public Optional<Address> deploy(Target<ProcessSettings> target, Operation operation)
            throws InterruptedException {
        Launch launch = launch(target);
        Place place = place(target);
        ProcessRecord record;
        try (RollLock _ = lock(place, operation)) {
            place.turn().take(operation.epoch(), Turn.Wish.RUN);
            record = startOrFind(place, launch, operation);
        }
        // Waiting needs no lock: a Muster with a higher epoch may take over meanwhile.
        boolean serves = false;
        try {
            operation.progress().stage("waiting until " + place.component() + " serves");
            new Readiness(place.component(), launch, record, questions).await(operation);
            serves = true;
        } finally {
            if (!serves) {
                stop(record, operation);
            }
        }
        return launch.address();
    }

    @Override
    public void requireDeployable(Target<ProcessSettings> target, Operation operation) {
        Launch launch = launch(target);
        Place place = place(target);
        boolean runs = place.roll().find(place.name()).filter(ProcessRecord::isAlive).isPresent();
        // one that runs already is what deploying finds, or stops first
        if (!runs) {
            Preconditions.program(place, launch, Preconditions.wantedFolder(place, launch));
            Preconditions.freePort(place, launch);
        }
    }

    private static Launch launch(Target<ProcessSettings> target) {
        Launch launch = Launch.of(target.settings(), target.region(), target.dependencies());
        if (!launch.unknown().isEmpty()) {
            throw ProcessErrors.UNKNOWN_PLACEHOLDER.error(
                    target.component()
                            + " uses "
                            + String.join(", ", launch.unknown())
                            + ", which names nothing in "
                            + target.region(),
                    "add it to depends-on, or write $${ for a literal ${");
        }
        if (launch.command().isEmpty()) {
            throw ProcessErrors.NO_COMMAND.error(
                    target.component() + " has no command to start in " + target.region(),
                    "command: [ PROGRAM, ARGUMENT ]");
        }
        return launch;
    }

    private static ProcessRecord startOrFind(Place place, Launch launch, Operation operation)
            throws InterruptedException {
        Optional<ProcessRecord> earlier = place.roll().find(place.name());
        if (earlier.isPresent()) {
            if (earlier.get().token().equals(operation.token()) && earlier.get().isAlive()) {
                return earlier.get();
            }
            stop(earlier.get(), operation);
        }
        operation.checkCancelled();
        Path folder = Preconditions.folder(place, launch);
        Preconditions.program(place, launch, folder);
        Preconditions.freePort(place, launch);
        operation.progress().stage("starting " + place.component());
        Launcher.Program program =
                new Launcher.Program(place.name(), launch.command(), launch.environment());
        Path log = ProcessLog.fresh(place);
        return new Launcher(place.roll()).start(program, operation.token(), folder, log);
    }

    @Override
    public Fence fence(Target<ProcessSettings> target, Operation operation)
            throws InterruptedException {
        Place place = place(target);
        try (RollLock _ = lock(place, operation)) {
            boolean stoppedBefore = place.turn().take(operation.epoch(), Turn.Wish.STOP);
            Optional<ProcessRecord> record = place.roll().find(place.name());
            if (record.isPresent()) {
                stop(record.get(), operation);
                place.roll().forget(place.name());
            }
            // What we did not start, we cannot have seen stopped: a port that refuses on this
            // machine says nothing of another one.
            return record.isPresent() || stoppedBefore ? Fence.PROVED : Fence.ASSUMED;
        }
    }

    /// Deploying takes its turn before it starts anything, so where nobody ever took one, nothing
    /// was started from here.
    @Override
    public Fence withdraw(Target<ProcessSettings> target, Operation operation)
            throws InterruptedException {
        boolean known = place(target).turn().isTaken();
        Fence fence = fence(target, operation);
        return known ? Fence.PROVED : fence;
    }

    private Place place(Target<ProcessSettings> target) {
        Path folder = state.resolve(target.region().value());
        return new Place(target.component(), folder, new ProcessRoll(folder));
    }

    private static RollLock lock(Place place, Operation operation) throws InterruptedException {
        long deadline = operation.timing().nanos() + LOCK_TAKES_AT_MOST.toNanos();
        while (true) {
            operation.checkCancelled();
            Optional<RollLock> lock = place.roll().lock(place.name());
            if (lock.isPresent()) {
                return lock.get();
            }
            if (operation.timing().nanos() > deadline) {
                throw ProcessErrors.BUSY.error(
                        place.component()
                                + " is locked by another Muster since more than "
                                + LOCK_TAKES_AT_MOST.toSeconds()
                                + " s",
                        "muster run list");
            }
            operation.timing().pause(LOOK_EVERY);
        }
    }

    /// Stops it, also where the operation was cancelled: nothing half-started stays behind.
    private static void stop(ProcessRecord record, Operation operation)
            throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            new ProcessTree(record).kill(operation.timing());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Where the state of one component in one region is kept.
    record Place(ComponentId component, Path folder, ProcessRoll roll) {
        String name() {
            return component.value();
        }

        Turn turn() {
            return new Turn(component, folder.resolve(name() + ".turn"));
        }
    }
}

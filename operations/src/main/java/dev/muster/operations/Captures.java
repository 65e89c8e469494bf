package dev.muster.operations;

import dev.muster.model.Address;
import dev.muster.provider.DataStore;
import dev.muster.provider.Operation;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.Optional;

/// Ends captures for a recovery, whichever process of this machine runs them.
public final class Captures {
    /// A capture looks at the door before each acknowledgement and at least so often; several times
    /// that passes before one that does not end counts as not stopped.
    public static final Duration LOOK = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StateFolder state;
    private final Targets targets;

    public Captures(StateFolder state, Targets targets) {
        this.state = state;
        this.targets = targets;
    }

    /// Closes the door and waits until nobody captures any more.
    ///
    /// Order: the closed file is durable before the lock is asked for. A capture that starts
    /// afterwards takes the lock, sees the file and ends; one that runs sees it before its next
    /// acknowledgement. So with the lock in hand, no acknowledgement can follow.
    public DataStore.CaptureState close(Component<?> component, Operation operation)
            throws InterruptedException {
        CaptureFiles files = new CaptureFiles(state, component.id());
        files.close(operation.epoch(), source(component));
        boolean waited = files.commitsWait();
        long deadline = operation.timing().nanos() + PATIENCE.toNanos();
        while (true) {
            Optional<FileLocks.Held> held = files.tryLock();
            if (held.isPresent()) {
                held.get().close();
                return new DataStore.CaptureState(waited, true);
            }
            if (operation.timing().nanos() - deadline > 0) {
                return new DataStore.CaptureState(waited, false);
            }
            operation.checkCancelled();
            operation.timing().pause(LOOK.dividedBy(5));
        }
    }

    /// Opens the door again that a recovery closed which was called off. The source goes on where
    /// it stood, and its commits wait as before.
    ///
    /// @return whether it is open; false where a later recovery closed it
    public boolean reopen(Component<?> component, Operation operation) {
        return new CaptureFiles(state, component.id()).reopen(operation.epoch());
    }

    /// Whether a recovery ended the capture of the source that the strategy names now.
    public boolean isClosed(Component<?> component) {
        return new CaptureFiles(state, component.id()).isClosedFor(source(component));
    }

    /// Whether the source's commits wait for our acknowledgement, when that was last seen.
    public boolean commitsWait(Component<?> component) {
        return new CaptureFiles(state, component.id()).commitsWait() && !isClosed(component);
    }

    private <S extends Record> Optional<Address> source(Component<S> component) {
        return source(targets.atHome(component), component);
    }

    /// Where the source is reached; a source at another address is another one.
    public static <S extends Record> Optional<Address> source(
            Target<S> target, Component<S> component) {
        return component.kind().address(target.situation(), target.region());
    }
}

package dev.muster.operations.capture;

import dev.muster.kind.LogCapture;
import dev.muster.model.Address;
import dev.muster.model.MusterException;
import dev.muster.operations.Call;
import dev.muster.operations.Cancellation;
import dev.muster.operations.CaptureFiles;
import dev.muster.operations.Captures;
import dev.muster.operations.FileLocks;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.DataStore;
import dev.muster.provider.Progress;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Captures one component's log without a break, until cancelled or closed by a recovery.
///
/// At most one capture of a component runs on this machine. It goes on where the durable log ends,
/// after any death, and a lost connection is taken up again.
public final class CaptureJob {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration REOPENED = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final Site site;
    private final Consumer<CaptureNews> listener;

    public CaptureJob(Site site, Consumer<CaptureNews> listener) {
        this.site = site;
        this.listener = listener;
    }

    /// Returns when a recovery closed the capture.
    ///
    /// @throws InterruptedException when cancelled
    public <S extends Record> void run(
            Component<S> component, LogCapture how, Cancellation cancellation)
            throws InterruptedException {
        CaptureFiles files = new CaptureFiles(site.state(), component.id());
        Target<S> target = site.targets().atHome(component);
        Optional<Address> source = Captures.source(target, component);
        try (FileLocks.Held _ = FileLocks.lock(files.lock(), "log capture of " + component.id())) {
            refuseClosed(component, files, source);
            try (CaptureDoor door = CaptureDoor.watch(files, source, site.timing(), cancellation);
                    SpoolSink sink = SpoolSink.open(site, component, how, files, door, listener)) {
                captureUntilCancelled(component, target, sink, door);
            }
        }
        if (files.isClosedFor(source)) {
            listener.accept(new CaptureNews.Closed());
            return;
        }
        cancellation.check();
    }

    /// Waits while a recovery keeps the capture closed; one that is aborted may open it again.
    ///
    /// @throws InterruptedException when cancelled
    public void awaitReopened(Component<?> component, Cancellation cancellation)
            throws InterruptedException {
        while (site.captures().isClosed(component)) {
            cancellation.check();
            site.timing().pause(REOPENED);
        }
        cancellation.check();
    }

    private <S extends Record> void captureUntilCancelled(
            Component<S> component, Target<S> target, SpoolSink sink, CaptureDoor door)
            throws InterruptedException {
        DataStore<S> store = site.dataStore(component);
        Duration retry = FIRST_RETRY;
        boolean examined = false;
        while (door.isOpen()) {
            long began = site.timing().nanos();
            try {
                if (!examined) {
                    // capture changes the source: it makes a slot, and lets commits wait
                    store.examine(target);
                    examined = true;
                }
                sink.ready();
                store.capture(target, sink, call(component, door));
            } catch (InterruptedException cancelled) {
                if (door.isOpen()) {
                    throw cancelled;
                }
                return;
            } catch (MusterException broken) {
                if (!door.isOpen()) {
                    return;
                }
                boolean lasted = site.timing().nanos() - began > LONGEST_RETRY.toNanos();
                retry = lasted ? FIRST_RETRY : retry;
                listener.accept(new CaptureNews.Broken(broken, retry));
                if (!door.pause(retry)) {
                    return;
                }
                retry = longer(retry);
            }
        }
    }

    private static Duration longer(Duration retry) {
        Duration twice = retry.multipliedBy(2);
        return twice.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : twice;
    }

    private Call call(Component<?> component, CaptureDoor door) {
        return Call.outsideRuns(
                site, "capture." + component.id(), Progress.SILENT, door.cancellation());
    }

    private static void refuseClosed(
            Component<?> component, CaptureFiles files, Optional<Address> source) {
        if (files.isClosedFor(source)) {
            throw OperationErrors.CAPTURE_CLOSED.error(
                    "capture of "
                            + component.id()
                            + " at "
                            + source.map(Address::toString).orElse("its source")
                            + " was closed by a recovery",
                    "point its connection at the recovered one; if that recovery was called off:"
                            + " rm "
                            + files.closedFile());
        }
    }
}

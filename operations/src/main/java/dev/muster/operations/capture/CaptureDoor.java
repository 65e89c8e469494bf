package dev.muster.operations.capture;

import dev.muster.model.Address;
import dev.muster.model.Timing;
import dev.muster.operations.Cancellation;
import dev.muster.operations.CaptureFiles;
import dev.muster.operations.Captures;
import java.time.Duration;
import java.util.Optional;

/// Ends a running capture when a recovery closes it, or when the process is told to end.
///
/// The file is looked at before each acknowledgement ([#isOpen]), and by a watcher, so that an idle
/// capture ends too.
final class CaptureDoor implements AutoCloseable {
    private final CaptureFiles files;
    private final Optional<Address> source;
    private final Timing timing;
    private final Cancellation cancellation = new Cancellation();
    private final Thread watcher;

    private CaptureDoor(CaptureFiles files, Optional<Address> source, Timing timing) {
        this.files = files;
        this.source = source;
        this.timing = timing;
        this.watcher = Thread.ofVirtual().name("capture-door").unstarted(this::look);
    }

    static CaptureDoor watch(
            CaptureFiles files, Optional<Address> source, Timing timing, Cancellation outer) {
        CaptureDoor door = new CaptureDoor(files, source, timing);
        outer.onCancel(door.cancellation::cancel);
        door.watcher.start();
        return door;
    }

    private void look() {
        try {
            while (isOpen()) {
                timing.pause(Captures.LOOK);
            }
            cancellation.cancel();
        } catch (InterruptedException closed) {
            // The capture ended by itself.
        }
    }

    boolean isOpen() {
        return !cancellation.isCancelled() && !files.isClosedFor(source);
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /// Waits, unless the door closes.
    ///
    /// @return whether it is still open
    boolean pause(Duration duration) throws InterruptedException {
        long end = timing.nanos() + duration.toNanos();
        while (isOpen()) {
            long left = end - timing.nanos();
            if (left <= 0) {
                return true;
            }
            timing.pause(Duration.ofNanos(Math.min(left, Captures.LOOK.toNanos())));
        }
        return false;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}

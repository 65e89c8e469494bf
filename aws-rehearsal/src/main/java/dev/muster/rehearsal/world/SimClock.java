package dev.muster.rehearsal.world;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time that the rehearsed services see. It begins as the real one, may run faster, and may be
/// moved forward; never back, as what has expired stays so. A restart finds it where it was, plus
/// what has passed since.
public final class SimClock implements InstantSource {
    private static final String KEY = "clock";
    private static final double FASTEST = 100_000;

    /// Where the two times met, and how fast they part.
    record Anchor(Instant real, Instant seen, double speed) {}

    private final Timing timing;
    private final Store store;
    private final Shelf<Anchor> shelf;

    SimClock(Timing timing, Store store) {
        this.timing = timing;
        this.store = store;
        shelf = store.shelf("world.clock", Anchor.class);
        if (shelf.get(KEY) == null) {
            store.commit(shelf.put(KEY, new Anchor(timing.instant(), timing.instant(), 1)));
        }
    }

    @Override
    public Instant instant() {
        return seen(anchor(), timing.instant());
    }

    private Anchor anchor() {
        Anchor anchor = shelf.get(KEY);
        if (anchor == null) {
            throw new IllegalStateException("written when the clock was made");
        }
        return anchor;
    }

    private static Instant seen(Anchor anchor, Instant real) {
        Duration passed = Duration.between(anchor.real(), real);
        // the machine's clock may have been set back
        double nanos = Math.max(0, passed.toMillis()) * 1e6 * anchor.speed();
        return anchor.seen().plus(Duration.ofNanos((long) Math.min(nanos, 9e18)));
    }

    public double speed() {
        return anchor().speed();
    }

    /// From now on, `speed` seconds pass in each second.
    public synchronized void run(double speed) {
        if (!(speed >= 1 && speed <= FASTEST)) {
            throw new IllegalArgumentException(
                    "the speed of the clock is from 1 to 100000, not " + speed);
        }
        Instant real = timing.instant();
        store.commit(shelf.put(KEY, new Anchor(real, seen(anchor(), real), speed)));
    }

    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("the clock goes forward only, not by " + by);
        }
        Instant real = timing.instant();
        Anchor anchor = anchor();
        store.commit(shelf.put(KEY, new Anchor(real, seen(anchor, real).plus(by), anchor.speed())));
    }

    /// The real time: signatures are made by clients, whose clocks nobody moves.
    public Instant real() {
        return timing.instant();
    }

    /// Waits until so much time has been seen to pass; or less, so look again.
    public void pause(Duration seen) throws InterruptedException {
        double nanos = seen.toNanos() / speed();
        timing.pause(Duration.ofNanos((long) Math.max(1_000_000, nanos)));
    }
}

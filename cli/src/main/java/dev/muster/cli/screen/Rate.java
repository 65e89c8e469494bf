package dev.muster.cli.screen;

import java.util.ArrayDeque;
import java.util.Deque;

/// Bytes a second over the last seconds, so that a pause is seen and a jump does not dance.
final class Rate {
    private static final long WINDOW = 10_000_000_000L;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long bytes) {}

    Rate(long now) {
        reset(now);
    }

    void reset(long now) {
        samples.clear();
        samples.add(new Sample(now, 0));
    }

    void see(long now, long bytes) {
        samples.add(new Sample(now, bytes));
        while (samples.size() > 2 && now - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
    }

    double perSecond() {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos() - first.nanos();
        return nanos <= 0 ? 0 : 1e9 * (last.bytes() - first.bytes()) / nanos;
    }
}

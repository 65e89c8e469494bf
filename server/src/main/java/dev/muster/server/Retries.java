package dev.muster.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// When somebody who could not be reached is tried again: later each time, up to a limit.
final class Retries {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<String, Next> next = new HashMap<>();

    private record Next(Instant at, Duration delay) {}

    boolean waits(String whom, Instant now) {
        Next turn = next.get(whom);
        // a clock that was set back must not make it wait for longer
        return turn != null && turn.at().isAfter(now) && !turn.at().isAfter(now.plus(turn.delay()));
    }

    void later(String whom, Instant now) {
        Next turn = next.get(whom);
        Duration doubled = turn == null ? FIRST : turn.delay().multipliedBy(2);
        Duration delay = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        next.put(whom, new Next(now.plus(delay), delay));
    }

    /// @return whether it was waited for
    boolean end(String whom) {
        return next.remove(whom) != null;
    }
}

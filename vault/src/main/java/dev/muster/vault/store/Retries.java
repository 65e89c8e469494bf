package dev.muster.vault.store;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.vault.VaultErrors;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How a store behind a network waits between tries, and leaves alone for a while what it gave up:
/// a recovery asks again and again for what the lost region's copy may hold. Safe for many threads.
public final class Retries {
    /// How long nothing is sent after storage could not be reached.
    private static final Duration REST = Duration.ofSeconds(5);

    private final Timing timing;
    private final DoubleSupplier jitter;
    private final Duration first;
    private final Duration longest;
    private final AtomicReference<@Nullable GivenUp> givenUp = new AtomicReference<>();

    private record GivenUp(long at, MusterException why) {}

    /// @param jitter from 0 to 1, so that writers that were refused together come back apart
    /// @param first the pause after the first try
    /// @param longest what doubling it ends at
    public Retries(Timing timing, DoubleSupplier jitter, Duration first, Duration longest) {
        this.timing = timing;
        this.jitter = jitter;
        this.first = first;
        this.longest = longest;
    }

    /// @throws MusterException `UNREACHABLE` if the place was given up a moment ago
    public void requireRested(Supplier<String> place, String doing) {
        GivenUp last = givenUp.get();
        if (last != null && timing.nanos() - last.at() < REST.toNanos()) {
            throw VaultErrors.UNREACHABLE.error(
                    place.get() + " was given up a moment ago, and is not asked to " + doing,
                    last.why().hint(),
                    last.why());
        }
    }

    /// Once given up, a place is tried once at a time until it answers.
    public boolean hasGivenUp() {
        return givenUp.get() != null;
    }

    public void giveUp(MusterException why) {
        givenUp.set(new GivenUp(timing.nanos(), why));
    }

    public void answered() {
        givenUp.set(null);
    }

    /// Doubles each time, between half and all of it.
    public Duration pause(int attempt) {
        long most = Math.min(longest.toNanos(), first.toNanos() << Math.min(attempt - 1, 10));
        return Duration.ofNanos((long) (most * (0.5 + jitter.getAsDouble() / 2)));
    }

    /// Whether patience would be over after one more pause.
    ///
    /// @param began by [Timing#nanos]
    public boolean isLate(long began, Duration pause, Duration patience) {
        return timing.nanos() - began + pause.toNanos() > patience.toNanos();
    }

    public void await(Duration pause, String doing) {
        try {
            timing.pause(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VaultErrors.CANCELLED.error("the request to " + doing + " was cancelled", "", e);
        }
    }
}

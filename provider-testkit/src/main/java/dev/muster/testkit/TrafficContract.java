package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Address;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic;
import dev.muster.provider.Traffic.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every [Traffic] keeps. Inherit it in a short class and give it a real director.
///
/// @param <S> settings of the kind
@Timeout(120)
public abstract class TrafficContract<S extends Record> {
    /// Longest that an operation may go on after it was cancelled.
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(5);

    private final Timing timing = new RealTiming();

    @TempDir
    @SuppressWarnings("NullAway.Init") // filled in by JUnit
    Path workspaces;

    protected abstract Traffic<S> traffic();

    /// The director seen from the region that serves first. The same value for every call within
    /// one test.
    protected abstract Target<S> home();

    /// The same director seen from the region that takes over.
    protected abstract Target<S> recovery();

    /// Starts a backend in the target's region that answers clients well.
    protected abstract Address startBackend(Target<S> target);

    /// Takes a backend away the hard way.
    protected abstract void stopBackend(Address backend);

    /// Asks the public address as a client would: the backend that answered well; empty when none
    /// did.
    protected abstract Optional<Address> ask();

    @Test
    void nobodyServesBeforeTheFirstRoute() {
        assertThat(traffic().current(home())).isEmpty();
    }

    @Test
    void clientsReachTheRegionThatWasRouted() throws Exception {
        Address backend = startBackend(home());

        Route route = traffic().route(home(), backend, operation("route-1", Epoch.FIRST));

        assertThat(route).isEqualTo(new Route(home().region(), backend, Epoch.FIRST));
        assertThat(traffic().current(home())).contains(route);
        assertThat(ask()).contains(backend);
    }

    @Test
    void theOtherRegionTakesOver() throws Exception {
        Address old = startBackend(home());
        Address fresh = startBackend(recovery());
        traffic().route(home(), old, operation("route-1", Epoch.FIRST));

        traffic().route(recovery(), fresh, operation("route-2", Epoch.FIRST));
        traffic().confirm(recovery(), operation("confirm-2", Epoch.FIRST));

        assertThat(traffic().current(recovery()).map(Route::region)).contains(recovery().region());
        assertThat(ask()).contains(fresh);
    }

    @Test
    void routingAgainUnderTheSameTokenChangesNothing() throws Exception {
        Address backend = startBackend(home());
        Route first = traffic().route(home(), backend, operation("route-1", Epoch.FIRST));

        Route again = traffic().route(home(), backend, operation("route-1", Epoch.FIRST));

        assertThat(again).isEqualTo(first);
        assertThat(ask()).contains(backend);
    }

    @Test
    void anOlderEpochIsRefused() throws Exception {
        Address old = startBackend(home());
        Address fresh = startBackend(recovery());
        traffic().route(recovery(), fresh, operation("route-2", Epoch.FIRST.next()));

        assertThatThrownBy(() -> traffic().route(home(), old, operation("route-1", Epoch.FIRST)))
                .isInstanceOf(MusterException.class);
        assertThat(traffic().current(home()).map(Route::region)).contains(recovery().region());
        assertThat(ask()).contains(fresh);
    }

    @Test
    void aHigherEpochTakesOver() throws Exception {
        Address old = startBackend(home());
        Address fresh = startBackend(recovery());
        traffic().route(home(), old, operation("route-1", Epoch.FIRST));

        Route route = traffic().route(recovery(), fresh, operation("r-2", Epoch.FIRST.next()));

        assertThat(route.epoch()).isEqualTo(Epoch.FIRST.next());
        assertThat(traffic().current(recovery())).contains(route);
    }

    @Test
    void confirmTellsWhenTheFirstGoodAnswerCame() throws Exception {
        Instant before = timing.instant();
        traffic().route(home(), startBackend(home()), operation("route-1", Epoch.FIRST));

        Instant answer = traffic().confirm(home(), operation("confirm-1", Epoch.FIRST));

        assertThat(answer).isBetween(before, timing.instant());
    }

    @Test
    void confirmDoesNotTakeAnAnswerFromTheOtherRegion() throws Exception {
        Address old = startBackend(home());
        startBackend(recovery());
        traffic().route(home(), old, operation("route-1", Epoch.FIRST));

        assertThat(confirmFor(Duration.ofSeconds(2), recovery())).isInstanceOf(Throwable.class);
    }

    @Test
    void confirmDoesNotTakeASilentBackend() throws Exception {
        Address backend = startBackend(home());
        traffic().route(home(), backend, operation("route-1", Epoch.FIRST));
        stopBackend(backend);

        assertThat(confirmFor(Duration.ofSeconds(2), home())).isInstanceOf(Throwable.class);
    }

    @Test
    void clientsFollowWithinTheTimeThatIsTold() {
        assertThat(traffic().drain(home())).isBetween(Duration.ZERO, Duration.ofDays(2));
    }

    /// Lets a confirm run for a while and cancels it; what ended it, or the answer that it should
    /// not have taken.
    private Object confirmFor(Duration patience, Target<S> target) throws Exception {
        TestOperation operation = operation("confirm-1", Epoch.FIRST);
        CompletableFuture<Object> end = new CompletableFuture<>();
        Thread confirm = Thread.ofPlatform().start(() -> end.complete(confirm(target, operation)));
        try {
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillAsking) {
            operation.cancel();
            assertThat(end).succeedsWithin(CANCEL_GRACE);
            confirm.join();
            return end.get();
        }
    }

    private Object confirm(Target<S> target, TestOperation operation) {
        try {
            return traffic().confirm(target, operation);
        } catch (InterruptedException | RuntimeException end) {
            return end;
        }
    }

    /// An operation whose workspace is the same for the same token.
    protected final TestOperation operation(String token, Epoch epoch) {
        try {
            Path workspace = Files.createDirectories(workspaces.resolve(token));
            return new TestOperation(token, epoch, workspace, timing);
        } catch (IOException impossible) {
            throw new AssertionError("no workspace for " + token, impossible);
        }
    }
}

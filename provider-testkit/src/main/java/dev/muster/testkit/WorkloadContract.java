package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Address;
import dev.muster.model.Epoch;
import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.provider.Operation;
import dev.muster.provider.Target;
import dev.muster.provider.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every [Workload] keeps. Inherit it in a short class and give it a real one to work on.
///
/// @param <S> settings of the kind
@Timeout(120)
public abstract class WorkloadContract<S extends Record> {
    /// Longest that an operation may go on after it was cancelled.
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(5);

    private final Timing timing = new RealTiming();

    @TempDir
    @SuppressWarnings("NullAway.Init") // filled in by JUnit
    Path workspaces;

    protected abstract Workload<S> workload();

    /// A workload with an address, whose health check becomes good some time after its start;
    /// nothing of it runs yet. The same value for every call within one test.
    protected abstract Target<S> target();

    /// A workload that starts, but whose health check never becomes good. It may share the folder
    /// or the port of [#target].
    protected abstract Target<S> unhealthy();

    /// Asks the workload as a client would: an identity that changes with each start, such as its
    /// process id; empty when it does not serve there.
    protected abstract Optional<String> ask(Address address);

    /// Whether anything of the target's workload is left running, healthy or not, seen without the
    /// provider's own means.
    protected abstract boolean isRunning(Target<S> target);

    /// Kills it the hard way, without the provider.
    protected abstract void kill(Target<S> target);

    /// What a fence says of a workload that can be reached.
    protected Fence fenceOfReachable() {
        return Fence.PROVED;
    }

    @Test
    void deployEndsOnlyWhenTheWorkloadServes() throws Exception {
        Address address = deployed("deploy-1");

        assertThat(ask(address)).isPresent();
    }

    @Test
    void deployingAgainUnderTheSameTokenLeavesItAsItIs() throws Exception {
        Address address = deployed("deploy-1");
        Optional<String> first = ask(address);

        Address again = deployed("deploy-1");

        assertThat(again).isEqualTo(address);
        assertThat(ask(again)).isEqualTo(first);
    }

    @Test
    void deployingAgainAfterItsDeathStartsItAgain() throws Exception {
        Address address = deployed("deploy-1");
        Optional<String> first = ask(address);
        kill(target());
        assertThat(isRunning(target())).isFalse();

        Address again = deployed("deploy-1");

        assertThat(ask(again)).isPresent().isNotEqualTo(first);
    }

    @Test
    void aNewTokenEndsWithOneHealthyWorkload() throws Exception {
        workload().deploy(target(), operation("deploy-1"));

        Address address = deployed("deploy-2");
        assertThat(ask(address)).isPresent();

        kill(target());
        assertThat(isRunning(target())).isFalse();
        assertThat(ask(address)).isEmpty();
    }

    @Test
    void fenceStopsItAndSaysHowSureThatIs() throws Exception {
        Address address = deployed("deploy-1");

        Fence fence = workload().fence(target(), operation("fence-1"));

        assertThat(fence).isEqualTo(fenceOfReachable());
        assertThat(isRunning(target())).isFalse();
        assertThat(ask(address)).isEmpty();
    }

    @Test
    void fencingAgainChangesNothing() throws Exception {
        workload().deploy(target(), operation("deploy-1"));
        Fence first = workload().fence(target(), operation("fence-1"));

        assertThat(workload().fence(target(), operation("fence-1"))).isEqualTo(first);
        assertThat(isRunning(target())).isFalse();
    }

    @Test
    void fencingWhatNeverRanNeedsNothingToBeThere() throws Exception {
        Fence fence = workload().fence(target(), operation("fence-1"));

        assertThat(fence).isIn(Fence.PROVED, Fence.ASSUMED);
        assertThat(isRunning(target())).isFalse();
    }

    @Test
    void aWorkloadThatNeverBecomesHealthyEndsWithWordsAndLeavesNothing() {
        Target<S> target = unhealthy();

        assertThatThrownBy(() -> workload().deploy(target, operation("deploy-1")))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(target.component().value())
                .satisfies(error -> assertThat(((MusterException) error).hint()).isNotEmpty());
        assertThat(isRunning(target)).isFalse();
    }

    @Test
    void aCancelledDeployEndsWithinSecondsAndLeavesNothing() throws Exception {
        TestOperation operation = operation("deploy-1");
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread deploy =
                Thread.ofPlatform().start(() -> end.complete(deployUntilCancelled(operation)));
        while (!isRunning(unhealthy()) && !end.isDone()) {
            timing.pause(Duration.ofMillis(5));
        }

        operation.cancel();

        assertThat(end).succeedsWithin(CANCEL_GRACE);
        deploy.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(isRunning(unhealthy())).isFalse();
    }

    private Address deployed(String token) throws InterruptedException {
        return workload().deploy(target(), operation(token)).orElseThrow();
    }

    private Throwable deployUntilCancelled(Operation operation) {
        try {
            Optional<Address> address = workload().deploy(unhealthy(), operation);
            return new AssertionError("an unhealthy workload was called deployed at " + address);
        } catch (InterruptedException | RuntimeException end) {
            return end;
        }
    }

    /// An operation whose workspace is the same for the same token.
    protected final TestOperation operation(String token) {
        return operation(token, Epoch.FIRST);
    }

    protected final TestOperation operation(String token, Epoch epoch) {
        try {
            Path workspace = Files.createDirectories(workspaces.resolve(token));
            return new TestOperation(token, epoch, workspace, timing);
        } catch (IOException impossible) {
            throw new AssertionError("no workspace for " + token, impossible);
        }
    }
}

package dev.muster.provider.process;

import static dev.muster.provider.process.StallFixture.HEALTH;
import static dev.muster.provider.process.StallFixture.settings;
import static dev.muster.provider.process.StallFixture.stall;
import static dev.muster.provider.process.StallFixture.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.kind.Action;
import dev.muster.kind.Port;
import dev.muster.kind.Procedure;
import dev.muster.model.Epoch;
import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import dev.muster.provider.Target;
import dev.muster.provider.process.kind.ProcessErrors;
import dev.muster.provider.process.kind.ProcessKind;
import dev.muster.provider.process.kind.ProcessSettings;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessWorkloadIT {
    @TempDir Path folder;
    private int port;

    @BeforeEach
    void takePort() throws IOException {
        port = StallFixture.freePort();
    }

    @AfterEach
    void leaveNothing() {
        StallFixture.kill(port);
    }

    private ProcessWorkload workload() {
        return new ProcessWorkload(folder.resolve("state"));
    }

    private TestOperation operation(String token, long epoch) {
        return new TestOperation(token, new Epoch(epoch), folder, new RealTiming());
    }

    private Target<ProcessSettings> stallTarget() {
        return target(settings(stall("0"), port, Optional.of(HEALTH)));
    }

    private MusterException refused(Target<ProcessSettings> target) {
        return catchThrowableOfType(
                MusterException.class, () -> workload().deploy(target, operation("one", 1)));
    }

    @Test
    void aPortInUseIsAnErrorBeforeAnythingIsStarted() throws Exception {
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            MusterException error = refused(stallTarget());

            assertThat(error.code()).isEqualTo(ProcessErrors.PORT_IN_USE);
            assertThat(error).hasMessageContaining("port " + port + " of stall is in use");
            assertThat(error.hint()).contains("ss -ltnp 'sport = :" + port + "'");
            assertThat(stranger.isClosed()).isFalse();
        }
        assertThat(StallFixture.running(port)).isEmpty();
        assertThat(folder.resolve("state/east/stall.process")).doesNotExist();
    }

    /// Asked while the old one still runs elsewhere, so nothing may be made, not even a folder.
    @Test
    void whatIsInTheWayCanBeAskedForWithoutTouchingAnything() throws Exception {
        workload().requireDeployable(stallTarget(), operation("look", 1));
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(stranger.isBound()).isTrue();
            assertThat(inTheWay(stallTarget()).code()).isEqualTo(ProcessErrors.PORT_IN_USE);
        }
        assertThat(
                        inTheWay(
                                target(
                                        settings(
                                                List.of("no-such-program"),
                                                port,
                                                Optional.of(HEALTH)))))
                .hasMessageContaining("no program in PATH");
        assertThat(folder.resolve("state")).doesNotExist();

        workload().deploy(stallTarget(), operation("one", 1));
        workload().requireDeployable(stallTarget(), operation("look", 1));
    }

    private MusterException inTheWay(Target<ProcessSettings> target) {
        return catchThrowableOfType(
                MusterException.class,
                () -> workload().requireDeployable(target, operation("look", 1)));
    }

    @Test
    void aProcessThatDiesAtOnceShowsItsLastLines() {
        List<String> command =
                List.of("sh", "-c", "echo reading settings; echo no such till >&2; exit 3");

        MusterException error = refused(target(settings(command, port, Optional.of(HEALTH))));

        assertThat(error.code()).isEqualTo(ProcessErrors.DIED);
        assertThat(error).hasMessageContaining("reading settings\nno such till");
        assertThat(error.hint()).contains("stall.log");
    }

    @Test
    void aMissingProgramAndAMissingFolderAreNamed() {
        assertThat(refused(target(settings(List.of("no-such-program"), port, Optional.of(HEALTH)))))
                .hasMessageContaining("no-such-program, which is no program in PATH");
        ProcessSettings elsewhere =
                new ProcessSettings(
                        List.of("sh"),
                        Map.of(),
                        Optional.of("/no/such/folder"),
                        "127.0.0.1",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        assertThat(refused(target(elsewhere))).hasMessageContaining("/no/such/folder");
    }

    @Test
    void aPlaceholderThatNamesNothingIsNeverHandedToAProgram() {
        List<String> command = List.of("sh", "-c", "echo ${ledger.host}");

        assertThat(refused(target(settings(command, port, Optional.of(HEALTH)))).code())
                .isEqualTo(ProcessErrors.UNKNOWN_PLACEHOLDER);
    }

    @Test
    void aRunWithALowerEpochMayNeitherDeployNorFence() throws Exception {
        workload().deploy(stallTarget(), operation("one", 2));

        assertThatThrownBy(() -> workload().deploy(stallTarget(), operation("two", 1)))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("taken over with epoch 2");
        assertThatThrownBy(() -> workload().fence(stallTarget(), operation("three", 1)))
                .isInstanceOf(MusterException.class);
        assertThat(StallFixture.running(port)).hasSize(1);
    }

    @Test
    void afterAFenceAnOlderRunCannotStartItAgain() throws Exception {
        workload().deploy(stallTarget(), operation("one", 1));
        workload().fence(stallTarget(), operation("fence", 2));

        assertThatThrownBy(() -> workload().deploy(stallTarget(), operation("one", 1)))
                .isInstanceOf(MusterException.class);
        assertThat(StallFixture.running(port)).isEmpty();
    }

    @Test
    void aFenceOfWhatWeDidNotStartIsOnlyAssumedAndTouchesNothing() throws Exception {
        new ProcessWorkload(folder.resolve("other")).deploy(stallTarget(), operation("one", 1));

        assertThat(workload().fence(stallTarget(), operation("fence", 1))).isEqualTo(Fence.ASSUMED);
        assertThat(StallFixture.running(port)).hasSize(1);
    }

    @Test
    void aReusedProcessIdInTheRecordIsLeftAlone() throws Exception {
        workload().deploy(stallTarget(), operation("one", 1));
        StallFixture.kill(port);
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Path record = folder.resolve("state/east/stall.process");
            String text = Files.readString(record);
            Files.writeString(record, text.replaceAll("pid=[0-9]+", "pid=" + stranger.pid()));

            workload().fence(stallTarget(), operation("fence", 1));

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aMusterThatDiedWhileItWaitedIsFollowedByOneThatFindsTheProcess() throws Exception {
        // What a deploy leaves behind when its JVM is killed right after the start.
        Target<ProcessSettings> slow = target(settings(stall("700"), port, Optional.of(HEALTH)));
        TestOperation first = operation("one", 1);
        Thread dying =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                workload().deploy(slow, first);
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
        ProcessRoll roll = new ProcessRoll(folder.resolve("state/east"));
        while (roll.find("stall").isEmpty()) {
            first.timing().pause(Duration.ofMillis(5));
        }
        ProcessRecord started = roll.find("stall").orElseThrow();

        workload().deploy(slow, operation("one", 1));

        assertThat(roll.find("stall")).contains(started);
        assertThat(StallFixture.running(port)).hasSize(1);
        dying.join();
    }

    @Test
    void aProcessWithoutAPortIsGoodWhenItStaysAlive() throws Exception {
        Target<ProcessSettings> worker =
                target(settings(List.of("sleep", "60"), 0, Optional.empty()));

        assertThat(workload().deploy(worker, operation("one", 1))).isEmpty();
        assertThat(workload().fence(worker, operation("fence", 1))).isEqualTo(Fence.PROVED);
    }

    @Test
    void whatThePersonTypesDoesTheSame() throws Exception {
        Path own = Files.createDirectories(folder.resolve("by hand, it's"));
        ProcessSettings byHand =
                new ProcessSettings(
                        stall("200"),
                        Map.of("GREETING", "it's \"me\" $HOME"),
                        Optional.of(own.toString()),
                        "127.0.0.1",
                        Optional.of(new Port(port)),
                        Optional.of(HEALTH),
                        Map.of());
        Target<ProcessSettings> target = target(byHand);
        ProcessKind kind = new ProcessKind();

        type(
                kind.byHand(
                        new Action.Deploy(target.component(), target.region()), target.situation()),
                own);
        assertThat(StallFixture.running(port)).hasSize(1);

        type(
                kind.byHand(
                        new Action.Fence(target.component(), target.region()), target.situation()),
                own);
        while (!StallFixture.running(port).isEmpty()) {
            // The test's own limit of time is what fails here.
            new RealTiming().pause(Duration.ofMillis(5));
        }
    }

    private static void type(Procedure procedure, Path folder) throws Exception {
        for (Procedure.Instruction instruction : procedure.instructions()) {
            Process shell =
                    new ProcessBuilder("sh", "-c", instruction.command().orElseThrow())
                            .directory(folder.toFile())
                            .inheritIO()
                            .start();
            assertThat(shell.waitFor()).as(instruction.text()).isZero();
        }
    }
}

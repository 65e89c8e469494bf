package dev.muster.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.Secret;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic.Route;
import dev.muster.provider.local.door.DoorOrder;
import dev.muster.provider.local.door.DoorRoute;
import dev.muster.provider.local.door.FrontDoor;
import dev.muster.provider.local.door.FrontDoorMain;
import dev.muster.provider.local.kind.FrontDoorErrors;
import dev.muster.provider.local.kind.FrontDoorKind;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FrontDoorIT {
    private static final RealTiming TIMING = new RealTiming();

    @TempDir Path folder;
    private final FrontDoorTraffic traffic = new FrontDoorTraffic();
    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;
    private int control;

    @BeforeEach
    void choosePorts() throws IOException {
        port = DoorFixture.freePort();
        control = DoorFixture.freePort();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private FrontDoor door() {
        FrontDoor door =
                new FrontDoor(
                        new Address("127.0.0.1", port),
                        control,
                        folder.resolve("route"),
                        DoorFixture.TOKEN);
        open.add(door);
        return door;
    }

    private Process doorProcess() throws IOException {
        Path token = folder.resolve("token");
        Files.writeString(token, DoorFixture.TOKEN.reveal() + "\n");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FrontDoorMain.class.getName(),
                                "--listen",
                                "127.0.0.1:" + port,
                                "--control",
                                Integer.toString(control),
                                "--state",
                                folder.resolve("route").toString(),
                                "--token-file",
                                token.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("door.log").toFile())
                        .start();
        open.add(() -> {
            process.destroyForcibly();
            process.waitFor();
        });
        return process;
    }

    private TestOperation operation(String token, long epoch) {
        return new TestOperation(token, new Epoch(epoch), folder, TIMING);
    }

    private Route lead(RegionId region, Address backend, long epoch) throws InterruptedException {
        return traffic.route(
                DoorFixture.target(region, port, control), backend, operation("route", epoch));
    }

    private Address backend() throws IOException {
        HttpServer server = DoorFixture.backend();
        open.add(() -> server.stop(0));
        return DoorFixture.address(server);
    }

    @Test
    void aSwitchCutsTheConnectionsToTheOldSide() throws Exception {
        door();
        try (ServerSocket old = new ServerSocket(0)) {
            lead(DoorFixture.WEST, new Address("127.0.0.1", old.getLocalPort()), 1);
            try (Socket client = new Socket("127.0.0.1", port);
                    Socket oldSide = old.accept()) {
                client.setSoTimeout(10_000);
                oldSide.setSoTimeout(10_000);
                client.getOutputStream().write('q');
                assertThat(oldSide.getInputStream().read()).isEqualTo('q');

                lead(DoorFixture.EAST, backend(), 1);

                assertThatThrownBy(() -> client.getInputStream().read())
                        .isExactlyInstanceOf(SocketException.class);
                assertThatThrownBy(() -> oldSide.getInputStream().read())
                        .isExactlyInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aSwitchAlsoCutsWhoStillWaitsForTheOldSide() throws Exception {
        door();
        // Full, so that a further connection waits, as it does for a machine that is frozen.
        try (ServerSocket full = new ServerSocket(0, 1);
                Socket one = new Socket("127.0.0.1", full.getLocalPort());
                Socket two = new Socket("127.0.0.1", full.getLocalPort())) {
            lead(DoorFixture.WEST, new Address("127.0.0.1", full.getLocalPort()), 1);
            try (Socket client = new Socket("127.0.0.1", port)) {
                client.setSoTimeout(10_000);
                long before = System.nanoTime();

                lead(DoorFixture.EAST, backend(), 1);

                assertThatThrownBy(() -> client.getInputStream().read())
                        .isExactlyInstanceOf(SocketException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isLessThan(Duration.ofSeconds(1));
            }
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
    }

    @Test
    void manyMegabytesAndAHalfClosePassUnchanged() throws Exception {
        door();
        byte[] sent = new byte[8 << 20];
        new Random(7).nextBytes(sent);
        try (ServerSocket echo = new ServerSocket(0)) {
            lead(DoorFixture.WEST, new Address("127.0.0.1", echo.getLocalPort()), 1);
            Thread.ofVirtual().start(() -> echo(echo));
            try (Socket client = new Socket("127.0.0.1", port)) {
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                client.getOutputStream().write(sent);
                                client.shutdownOutput();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
            }
        }
    }

    private static void echo(ServerSocket server) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            in.transferTo(socket.getOutputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutARouteClientsAreRefusedAndNotHeld() throws Exception {
        door();
        try (Socket client = new Socket("127.0.0.1", port)) {
            assertThatThrownBy(
                            () -> {
                                if (client.getInputStream().read() < 0) {
                                    throw new SocketException("closed");
                                }
                            })
                    .isExactlyInstanceOf(SocketException.class);
        }
    }

    @Test
    void aKilledDoorGoesOnWhereItWasAndStillRefusesOlderRuns() throws Exception {
        Address first = backend();
        Address second = backend();
        Process door = doorProcess();
        lead(DoorFixture.WEST, first, 1);
        Route route = lead(DoorFixture.EAST, second, 3);
        door.destroyForcibly().waitFor();
        assertThat(traffic.current(DoorFixture.target(DoorFixture.EAST, port, control))).isEmpty();

        doorProcess();

        assertThatThrownBy(() -> lead(DoorFixture.WEST, first, 2))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("epoch 3");
        assertThat(traffic.current(DoorFixture.target(DoorFixture.EAST, port, control)))
                .contains(route);
        traffic.confirm(
                DoorFixture.target(DoorFixture.EAST, port, control), operation("confirm", 3));
    }

    @Test
    void killedAtAnyMomentItKnowsTheLastRouteThatItAcknowledged() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Address backend = backend();
        long acknowledged = 0;
        for (int kill = 0; kill < 5; kill++) {
            Process door = doorProcess();
            long known = knownEpoch(kill);
            // The order that was under way may or may not have been carried out.
            assertThat(known).as("seed %s", seed).isBetween(acknowledged, acknowledged + 1);
            acknowledged = leadOnce(backend, Math.max(1, known));
            Duration life = Duration.ofMillis(random.nextInt(300));
            Thread killer = Thread.ofVirtual().start(() -> killAfter(door, life));
            try {
                while (true) {
                    acknowledged = leadOnce(backend, acknowledged + 1);
                }
            } catch (MusterException killed) {
                assertThat(killed.code()).isEqualTo(FrontDoorErrors.UNREACHABLE);
            }
            killer.join();
            door.waitFor();
        }
        assertThat(acknowledged).as("seed %s", seed).isGreaterThan(5);
    }

    private static void killAfter(Process door, Duration life) {
        try {
            TIMING.pause(life);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        door.destroyForcibly();
    }

    /// The epoch that a door knows that is just opening; 0 for none.
    private long knownEpoch(int kill) throws InterruptedException {
        while (true) {
            try {
                return control().read().map(DoorRoute::epoch).orElse(0L);
            } catch (MusterException opening) {
                assertThat(opening.code())
                        .as("after kill %s", kill)
                        .isEqualTo(FrontDoorErrors.UNREACHABLE);
                TIMING.pause(Duration.ofMillis(10));
            }
        }
    }

    private DoorControl control() {
        return new DoorControl(
                new ComponentId("gate"),
                DoorFixture.target(DoorFixture.EAST, port, control).settings().control());
    }

    private long leadOnce(Address backend, long epoch) {
        control()
                .send(
                        new DoorOrder(
                                DoorFixture.EAST, backend, Optional.of(epoch), Optional.empty()));
        return epoch;
    }

    @Test
    void aDamagedStateFileStopsTheStartWithWords() throws Exception {
        Files.writeString(folder.resolve("route"), "region=east&backend=127.0.0.1:1&epo");

        Process door = doorProcess();

        assertThat(door.waitFor()).isEqualTo(4);
        assertThat(Files.readString(folder.resolve("door.log")))
                .contains("MUS-4415")
                .contains(folder.resolve("route").toString());
    }

    @Test
    void aPortInUseStopsTheStartAndLeavesTheOtherOneFree() throws Exception {
        try (ServerSocket stranger = new ServerSocket(control)) {
            MusterException error = catchThrowableOfType(MusterException.class, this::door);

            assertThat(error.code()).isEqualTo(FrontDoorErrors.DOOR_PORT);
            assertThat(error).hasMessageContaining("port " + control);
            assertThat(stranger.isBound()).isTrue();
        }
        door();
    }

    @Test
    void withoutTheTokenNothingIsToldOrSet() throws Exception {
        door();
        lead(DoorFixture.WEST, backend(), 1);

        assertThatThrownBy(() ->
                        traffic.current(
                                DoorFixture.target(
                                        DoorFixture.EAST, port, control, new Secret("guessed"))))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("token")
                .hasMessageNotContaining("guessed")
                .hasMessageNotContaining(DoorFixture.TOKEN.reveal());
    }

    @Test
    void controlListensOnTheLoopbackAddressOnly() throws Exception {
        door();
        List<String> listening =
                Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                        .filter(line -> line.contains(String.format(":%04X 00000000", control)))
                        .toList();
        List<String> listening6 =
                Files.readAllLines(Path.of("/proc/net/tcp6")).stream()
                        .filter(line -> line.contains(String.format(":%04X 0000", control)))
                        .toList();
        List<String> all = new ArrayList<>(listening);
        all.addAll(listening6);

        assertThat(all).isNotEmpty().allMatch(line -> line.contains("0100007F:"));
    }

    @Test
    void whatThePersonTypesSwitchesToo() throws Exception {
        door();
        Address second = backend();
        lead(DoorFixture.WEST, backend(), 1);
        Target<dev.muster.provider.local.kind.FrontDoorSettings> plain =
                DoorFixture.target(DoorFixture.EAST, port, control);
        Situation<dev.muster.provider.local.kind.FrontDoorSettings> situation =
                new Situation<>(
                        plain.component(),
                        plain.settings(),
                        plain.situation().protection(),
                        plain.situation().recovery(),
                        plain.situation().home(),
                        plain.situation().lost(),
                        plain.situation().in(),
                        plain.situation().target(),
                        Map.of(new ComponentId("till"), second),
                        plain.situation().facts());
        FrontDoorKind kind = new FrontDoorKind();
        Procedure route =
                kind.byHand(new Action.Route(plain.component(), DoorFixture.EAST), situation);
        Procedure confirm =
                kind.byHand(new Action.Confirm(plain.component(), DoorFixture.EAST), situation);

        assertThat(type(route.instructions().get(1))).contains("region=east");
        assertThat(type(confirm.instructions().getFirst()))
                .isEqualTo(Integer.toString(second.port()));
    }

    private String type(Procedure.Instruction instruction) throws Exception {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", instruction.command().orElseThrow())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        shell.environment().put("TOKEN", DoorFixture.TOKEN.reveal());
        Process process = shell.start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(instruction.text()).isZero();
        return printed;
    }
}

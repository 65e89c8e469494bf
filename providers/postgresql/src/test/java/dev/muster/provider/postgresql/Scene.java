package dev.muster.provider.postgresql;

import dev.muster.kind.CronText;
import dev.muster.kind.Facts;
import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Port;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.kind.Shipping;
import dev.muster.kind.Situation;
import dev.muster.kind.Tls;
import dev.muster.model.ComponentId;
import dev.muster.model.Durability;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import dev.muster.model.VaultId;
import dev.muster.provider.Target;
import dev.muster.provider.postgresql.kind.Folder;
import dev.muster.provider.postgresql.kind.PatroniUrl;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A component `orders-db` that runs in north and comes back in south, on this machine.
final class Scene {
    static final ComponentId COMPONENT = new ComponentId("orders-db");
    static final RegionId NORTH = new RegionId("north");
    static final RegionId SOUTH = new RegionId("south");

    private int port;
    private Path bin = Path.of("/nowhere");
    private Path south = Path.of("/nowhere");
    private int southPort = 1;
    private String user = "muster";
    private String password = TestCluster.PASSWORD;
    private Optional<LogCapture> logs = Optional.of(logs(false, new OnCaptureLost.Stall()));
    private List<String> assertions = List.of();
    private Optional<String> runAs = Optional.empty();
    private Tls tls = Tls.PREFER;
    private Optional<Integer> standby = Optional.empty();
    private Optional<String> patroni = Optional.empty();

    private Scene(int port) {
        this.port = port;
    }

    static Scene of(TestCluster cluster, Path south) {
        Scene scene = new Scene(cluster.port());
        scene.bin = cluster.server().bin();
        scene.south = south;
        scene.southPort = Ports.free();
        scene.assertions = List.of("select count(*) >= 0 from numbers");
        return scene;
    }

    /// A scene of which only the source matters.
    static Scene ofPort(int port) {
        return new Scene(port);
    }

    private static LogCapture logs(boolean synchronous, OnCaptureLost policy) {
        return new LogCapture(SOUTH, new Shipping.Stream(), Durability.REGION, synchronous, policy);
    }

    /// The same but for what is changed.
    private Scene but(Consumer<Scene> change) {
        Scene other = new Scene(port);
        other.bin = bin;
        other.south = south;
        other.southPort = southPort;
        other.user = user;
        other.password = password;
        other.logs = logs;
        other.assertions = assertions;
        other.runAs = runAs;
        other.tls = tls;
        other.standby = standby;
        other.patroni = patroni;
        change.accept(other);
        return other;
    }

    Scene synchronous() {
        return degrading(new OnCaptureLost.Stall());
    }

    Scene degrading(OnCaptureLost policy) {
        return but(it -> it.logs = Optional.of(logs(true, policy)));
    }

    Scene withoutLogs() {
        return but(it -> it.logs = Optional.empty());
    }

    Scene at(int newPort) {
        return but(it -> it.port = newPort);
    }

    /// Read from the standby that listens on a port.
    Scene readFrom(int newStandby) {
        return but(it -> it.standby = Optional.of(newStandby));
    }

    Scene managedBy(String newPatroni) {
        return but(it -> it.patroni = Optional.of(newPatroni));
    }

    Scene as(String newUser, String newPassword) {
        return but(it -> {
            it.user = newUser;
            it.password = newPassword;
        });
    }

    Scene asserting(List<String> newAssertions) {
        return but(it -> it.assertions = newAssertions);
    }

    Scene startedWith(Path newBin, int newPort) {
        return but(it -> {
            it.bin = newBin;
            it.southPort = newPort;
        });
    }

    Scene runningAs(String newUser) {
        return but(it -> it.runAs = Optional.of(newUser));
    }

    Scene encrypted(Tls newTls) {
        return but(it -> it.tls = newTls);
    }

    Path bin() {
        return bin;
    }

    Path south() {
        return south;
    }

    Optional<String> runAs() {
        return runAs;
    }

    int southPort() {
        return southPort;
    }

    Path data() {
        return south.resolve("orders-db");
    }

    Target<PostgresqlSettings> home() {
        return target(Set.of(), NORTH);
    }

    Target<PostgresqlSettings> recovery() {
        return target(Set.of(NORTH), SOUTH);
    }

    Target<PostgresqlSettings> lostHome() {
        return target(Set.of(NORTH), NORTH);
    }

    private Target<PostgresqlSettings> target(Set<RegionId> lost, RegionId region) {
        PostgresqlSettings settings =
                new PostgresqlSettings(
                        new PostgresqlSettings.Connection(
                                "127.0.0.1",
                                new Port(port),
                                user,
                                new Secret(password),
                                "postgres",
                                tls),
                        standby.map(
                                it -> new PostgresqlSettings.ReadFrom("127.0.0.1", new Port(it))),
                        Optional.of(
                                new PostgresqlSettings.Recover(
                                        Optional.of(
                                                new PostgresqlSettings.Server(
                                                        new Folder(bin.toString()),
                                                        new Folder(data().toString()),
                                                        new Port(southPort),
                                                        runAs)),
                                        Optional.of(assertions),
                                        Optional.empty(),
                                        patroni.map(PatroniUrl::new))));
        Situation<PostgresqlSettings> situation =
                new Situation<>(
                        COMPONENT,
                        settings,
                        Optional.of(
                                new Protection(
                                        new VaultId("main"),
                                        new CronText("0 * * * *"),
                                        logs,
                                        Optional.empty())),
                        Recovery.UNSAID,
                        Optional.of(NORTH),
                        lost,
                        SOUTH,
                        new RestoreTarget.Latest(),
                        Map.of(),
                        Facts.NONE);
        return new Target<>(situation, region, Map.of());
    }

    /// Kills the server that runs on the restored folder, if one does.
    void killRestored() throws IOException {
        Path lock = data().resolve("postmaster.pid");
        if (Files.exists(lock)) {
            long pid = Long.parseLong(Files.readAllLines(lock).getFirst());
            ProcessHandle.of(pid)
                    .ifPresent(server -> {
                        List<ProcessHandle> below = server.descendants().toList();
                        server.destroyForcibly();
                        below.forEach(ProcessHandle::destroyForcibly);
                        server.onExit().join();
                    });
        }
    }
}

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
import dev.muster.model.ComponentId;
import dev.muster.model.Durability;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import dev.muster.model.VaultId;
import dev.muster.provider.Target;
import dev.muster.provider.postgresql.kind.Folder;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.Tls;
import dev.muster.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A component `orders-db` that runs in north and comes back in south, on this machine.
record Scene(
        int port,
        Path bin,
        Path south,
        int southPort,
        String user,
        String password,
        Optional<LogCapture> logs,
        List<String> assertions,
        Optional<String> runAs,
        Tls tls,
        Optional<Integer> standby) {
    static final ComponentId COMPONENT = new ComponentId("orders-db");
    static final RegionId NORTH = new RegionId("north");
    static final RegionId SOUTH = new RegionId("south");

    static Scene of(TestCluster cluster, Path south) {
        return new Scene(
                cluster.port(),
                cluster.server().bin(),
                south,
                Ports.free(),
                "muster",
                TestCluster.PASSWORD,
                Optional.of(logs(false, new OnCaptureLost.Stall())),
                List.of("select count(*) >= 0 from numbers"),
                Optional.empty(),
                Tls.PREFER,
                Optional.empty());
    }

    /// A scene of which only the source matters.
    static Scene ofPort(int port) {
        Path nowhere = Path.of("/nowhere");
        return new Scene(
                port,
                nowhere,
                nowhere,
                1,
                "muster",
                TestCluster.PASSWORD,
                Optional.of(logs(false, new OnCaptureLost.Stall())),
                List.of(),
                Optional.empty(),
                Tls.PREFER,
                Optional.empty());
    }

    private static LogCapture logs(boolean synchronous, OnCaptureLost policy) {
        return new LogCapture(SOUTH, new Shipping.Stream(), Durability.REGION, synchronous, policy);
    }

    Scene synchronous() {
        return with(Optional.of(logs(true, new OnCaptureLost.Stall())));
    }

    Scene degrading(OnCaptureLost policy) {
        return with(Optional.of(logs(true, policy)));
    }

    Scene withoutLogs() {
        return with(Optional.empty());
    }

    private Scene with(Optional<LogCapture> newLogs) {
        return new Scene(
                port,
                bin,
                south,
                southPort,
                user,
                password,
                newLogs,
                assertions,
                runAs,
                tls,
                standby);
    }

    Scene at(int newPort) {
        return new Scene(
                newPort,
                bin,
                south,
                southPort,
                user,
                password,
                logs,
                assertions,
                runAs,
                tls,
                standby);
    }

    /// Read from the standby that listens on a port.
    Scene readFrom(int newStandby) {
        return new Scene(
                port,
                bin,
                south,
                southPort,
                user,
                password,
                logs,
                assertions,
                runAs,
                tls,
                Optional.of(newStandby));
    }

    Scene as(String newUser, String newPassword) {
        return new Scene(
                port,
                bin,
                south,
                southPort,
                newUser,
                newPassword,
                logs,
                assertions,
                runAs,
                tls,
                standby);
    }

    Scene asserting(List<String> newAssertions) {
        return new Scene(
                port,
                bin,
                south,
                southPort,
                user,
                password,
                logs,
                newAssertions,
                runAs,
                tls,
                standby);
    }

    Scene startedWith(Path newBin, int newPort) {
        return new Scene(
                port,
                newBin,
                south,
                newPort,
                user,
                password,
                logs,
                assertions,
                runAs,
                tls,
                standby);
    }

    Scene runningAs(String newUser) {
        return new Scene(
                port,
                bin,
                south,
                southPort,
                user,
                password,
                logs,
                assertions,
                Optional.of(newUser),
                tls,
                standby);
    }

    Scene encrypted(Tls newTls) {
        return new Scene(
                port,
                bin,
                south,
                southPort,
                user,
                password,
                logs,
                assertions,
                runAs,
                newTls,
                standby);
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
                                        Optional.empty())));
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

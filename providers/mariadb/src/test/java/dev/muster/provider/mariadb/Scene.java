package dev.muster.provider.mariadb;

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
import dev.muster.provider.mariadb.kind.AbsolutePath;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A component `orders-db` that runs in north and comes back in south, on this machine.
///
/// @param port of the source
/// @param user as whom it is logged in to
/// @param bin the programs
/// @param south the folder of the other region
/// @param southPort where it comes back
record Scene(
        int port,
        String user,
        String password,
        Tls tls,
        Path bin,
        Path south,
        int southPort,
        List<String> assertions) {
    static final ComponentId COMPONENT = new ComponentId("orders-db");
    static final RegionId NORTH = new RegionId("north");
    static final RegionId SOUTH = new RegionId("south");

    static Scene of(TestServer server, Path south) throws IOException {
        TestServer.config(south);
        return new Scene(
                server.port(),
                "muster",
                TestServer.PASSWORD,
                Tls.PREFER,
                TestServer.bin(),
                south,
                Ports.free(),
                List.of("select count(*) >= 0 from shop.numbers"));
    }

    Scene at(int newPort) {
        return new Scene(newPort, user, password, tls, bin, south, southPort, assertions);
    }

    Scene as(String newUser, String newPassword) {
        return new Scene(port, newUser, newPassword, tls, bin, south, southPort, assertions);
    }

    Scene with(Path newBin) {
        return new Scene(port, user, password, tls, newBin, south, southPort, assertions);
    }

    Scene asserting(String... newAssertions) {
        return new Scene(port, user, password, tls, bin, south, southPort, List.of(newAssertions));
    }

    Path data() {
        return south.resolve("restored/orders-db");
    }

    Target<MariadbSettings> home() {
        return target(Set.of(), NORTH);
    }

    Target<MariadbSettings> recovery() {
        return target(Set.of(NORTH), SOUTH);
    }

    private Target<MariadbSettings> target(Set<RegionId> lost, RegionId region) {
        MariadbSettings settings =
                new MariadbSettings(
                        new MariadbSettings.Connection(
                                "127.0.0.1", new Port(port), user, new Secret(password), tls),
                        Optional.of(new AbsolutePath(bin.toString())),
                        Optional.of(
                                new MariadbSettings.Recover(
                                        Optional.of(
                                                new MariadbSettings.Server(
                                                        new AbsolutePath(bin.toString()),
                                                        new AbsolutePath(data().toString()),
                                                        new Port(southPort),
                                                        Optional.of(
                                                                new AbsolutePath(
                                                                        south.resolve("place.cnf")
                                                                                .toString())),
                                                        Optional.empty())),
                                        Optional.of(assertions),
                                        Optional.empty())));
        LogCapture logs =
                new LogCapture(
                        SOUTH,
                        new Shipping.Stream(),
                        Durability.REGION,
                        false,
                        new OnCaptureLost.Stall());
        Situation<MariadbSettings> situation =
                new Situation<>(
                        COMPONENT,
                        settings,
                        Optional.of(
                                new Protection(
                                        new VaultId("main"),
                                        new CronText("0 * * * *"),
                                        Optional.of(logs),
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
        Path lock = data().resolve("muster.pid");
        if (Files.exists(lock)) {
            long pid = Long.parseLong(Files.readString(lock).strip());
            ProcessHandle.of(pid)
                    .ifPresent(server -> {
                        server.destroyForcibly();
                        server.onExit().join();
                    });
        }
    }
}

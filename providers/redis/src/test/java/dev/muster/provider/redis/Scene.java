package dev.muster.provider.redis;

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
import dev.muster.provider.redis.kind.Folder;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.provider.redis.kind.Tls;
import dev.muster.provider.redis.recovered.RedisProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A component `session-cache` that runs in north and comes back in south, on this machine.
///
/// @param port of the source
/// @param bin with what it comes back
/// @param south where it comes back
/// @param southPort where it is then reached
/// @param config of the restored server, if any
record Scene(int port, Path bin, Path south, int southPort, Optional<Path> config) {
    static final ComponentId COMPONENT = new ComponentId("session-cache");
    static final RegionId NORTH = new RegionId("north");
    static final RegionId SOUTH = new RegionId("south");

    Scene at(int newPort) {
        return new Scene(newPort, bin, south, southPort, config);
    }

    Scene with(Path newConfig) {
        return new Scene(port, bin, south, southPort, Optional.of(newConfig));
    }

    Path data() {
        return south.resolve("session-cache");
    }

    Target<RedisSettings> home() {
        return target(Set.of(), NORTH);
    }

    Target<RedisSettings> recovery() {
        return target(Set.of(NORTH), SOUTH);
    }

    RedisSettings settings() {
        return new RedisSettings(
                new RedisSettings.Connection(
                        "127.0.0.1",
                        new Port(port),
                        Optional.of(Redis.USER),
                        Optional.of(new Secret(Redis.PASSWORD)),
                        Tls.DISABLE,
                        Optional.empty()),
                Optional.of(
                        new RedisSettings.Recover(
                                Optional.of(
                                        new RedisSettings.Server(
                                                new Folder(bin.toString()),
                                                new Folder(data().toString()),
                                                new Port(southPort),
                                                config.map(it -> new Folder(it.toString())))),
                                Optional.of(List.of("PING")),
                                Optional.empty())));
    }

    private Target<RedisSettings> target(Set<RegionId> lost, RegionId region) {
        return new Target<>(situation(lost), region, Map.of());
    }

    Situation<RedisSettings> situation(Set<RegionId> lost) {
        LogCapture logs =
                new LogCapture(
                        SOUTH,
                        new Shipping.Stream(),
                        Durability.REGION,
                        false,
                        new OnCaptureLost.Stall());
        return new Situation<>(
                COMPONENT,
                settings(),
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
    }

    /// Kills the server that runs on the restored folder, if one does.
    void killRestored() {
        RedisProcess.on(data())
                .flatMap(process -> ProcessHandle.of(process.pid()))
                .ifPresent(server -> {
                    server.destroyForcibly();
                    server.onExit().join();
                });
    }
}

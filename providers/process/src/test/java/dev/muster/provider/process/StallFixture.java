package dev.muster.provider.process;

import dev.muster.kind.Facts;
import dev.muster.kind.Port;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.Target;
import dev.muster.provider.process.kind.Health;
import dev.muster.provider.process.kind.ProcessSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Targets made of [Stall], and a look at their processes past the provider.
final class StallFixture {
    static final RegionId EAST = new RegionId("east");
    static final ComponentId STALL = new ComponentId("stall");
    static final Health HEALTH =
            new Health(
                    Optional.of("/ready"),
                    false,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20));

    private StallFixture() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static List<String> stall(String untilGood) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Stall.class.getName(),
                "${port}",
                untilGood);
    }

    static ProcessSettings settings(List<String> command, int port, Optional<Health> health) {
        return new ProcessSettings(
                command,
                Map.of(),
                Optional.empty(),
                "127.0.0.1",
                port == 0 ? Optional.empty() : Optional.of(new Port(port)),
                health,
                Map.of());
    }

    static Target<ProcessSettings> target(ProcessSettings settings) {
        Situation<ProcessSettings> situation =
                new Situation<>(
                        STALL,
                        settings,
                        Optional.empty(),
                        Recovery.UNSAID,
                        Optional.of(new RegionId("west")),
                        Set.of(new RegionId("west")),
                        EAST,
                        new RestoreTarget.Latest(),
                        Map.of(),
                        Facts.NONE);
        return new Target<>(situation, EAST, Map.of());
    }

    static List<ProcessHandle> running(int port) {
        String words = Stall.class.getName() + " " + port + " ";
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(words))
                .toList();
    }

    static void kill(int port) {
        for (ProcessHandle process : running(port)) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}

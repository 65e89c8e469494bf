package dev.muster.demo.world;

import dev.muster.demo.MachineTiming;
import dev.muster.model.ComponentId;
import dev.muster.model.DrillId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.provider.local.door.FrontDoorMain;
import dev.muster.servers.PostgresqlBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Worlds as the demo makes them, in a folder of the test.
final class WorldFixture {
    static final MachineTiming TIMING = new MachineTiming();
    static final DemoNames OTHER =
            new DemoNames(
                    "kiosk",
                    new RegionId("left"),
                    new RegionId("right"),
                    new VaultId("safe"),
                    new ComponentId("sales"),
                    new ComponentId("till"),
                    new ComponentId("gate"),
                    new ScenarioId("left-gone"),
                    new ScenarioId("left-again"),
                    new ProbeId("till-silent"),
                    new DrillId("proof"));

    private WorldFixture() {}

    static DemoPrograms programs() throws InterruptedException {
        return new DemoPrograms(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                FrontDoorMain.class.getName(),
                PostgresqlBinaries.embedded(Path.of("target", "postgresql")).bin());
    }

    static DemoWorld world(Path root, DemoNames names) throws InterruptedException {
        return DemoWorld.create(new DemoHome(root), names, programs(), new Random(), TIMING);
    }

    /// Processes whose command line or working folder lies below a folder, seen without the demo's
    /// own records.
    static List<ProcessHandle> running(Path folder) {
        String path = folder.toAbsolutePath().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().commandLine().orElse("").contains(path)
                                || workingFolder(process).startsWith(path))
                .toList();
    }

    private static String workingFolder(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).toString();
        } catch (IOException ended) {
            return "";
        }
    }
}

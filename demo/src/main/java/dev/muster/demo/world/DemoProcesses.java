package dev.muster.demo.world;

import dev.muster.model.Timing;
import dev.muster.processes.Folders;
import dev.muster.processes.ProcessIdentity;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import dev.muster.processes.ProcessTree;
import dev.muster.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that runs in a demo's folder.
final class DemoProcesses {
    private static final int DEEPEST = 5;
    private static final String NO_MARK = "0".repeat(32);

    private DemoProcesses() {}

    /// Kills whatever is recorded anywhere in the folder and proved to be the recorded one:
    /// programs, supervised servers, and PostgreSQL that a recovery started.
    static void killAll(Path folder, Timing timing) throws IOException, InterruptedException {
        List<Path> folders = foldersIn(folder);
        List<ProcessRecord> records = new ArrayList<>();
        for (Path each : folders) {
            records.addAll(new ProcessRoll(each).all());
            postmaster(each).ifPresent(records::add);
        }
        ProcessTree tree = new ProcessTree(records);
        tree.thaw();
        tree.kill(timing);
        for (Path each : folders) {
            if (Files.exists(each.resolve("supervise.sh"))) {
                ServerProcess.sweep(each, timing);
            }
        }
    }

    private static List<Path> foldersIn(Path folder) throws IOException {
        return Files.notExists(folder) ? List.of() : Folders.in(folder, DEEPEST);
    }

    /// PostgreSQL's own lock file names its process. That it is still that one is proved by where
    /// it works: PostgreSQL's working folder is its data folder.
    private static Optional<ProcessRecord> postmaster(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        String first = Files.readString(file).lines().findFirst().orElse("");
        if (!first.matches("[1-9][0-9]{1,8}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(first);
        return ProcessIdentity.of(pid)
                .filter(_ -> worksIn(pid, data))
                .map(found -> new ProcessRecord("postmaster", found, NO_MARK, "", file));
    }

    private static boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"))
                    .equals(data.toRealPath());
        } catch (IOException endedOrForeign) {
            return false;
        }
    }
}

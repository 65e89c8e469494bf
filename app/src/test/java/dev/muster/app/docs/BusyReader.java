package dev.muster.app.docs;

import dev.muster.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A reader of a page beside a busy cluster, with all that runs for the two.
final class BusyReader {
    final Path folder;
    final Typist typist;
    final int port;
    final BusyCluster cluster;
    final List<Process> running = new ArrayList<>();

    /// @param port of the cluster
    BusyReader(Path temp, int port) throws IOException {
        folder = temp.toRealPath();
        // the server runs as somebody else where we are root
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        typist = new Typist(folder, "my-muster").with("PGPASSWORD", "choose-one");
        this.port = port;
        cluster = new BusyCluster(folder.resolve("pg"), port);
    }

    BusyReader(Path temp) throws IOException {
        this(temp, Ports.free());
    }

    Path work() {
        return typist.work();
    }

    /// Ends what runs, the cluster last.
    void stop() throws Exception {
        for (Process process : running) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        BusyCluster.stop(cluster.data());
    }
}

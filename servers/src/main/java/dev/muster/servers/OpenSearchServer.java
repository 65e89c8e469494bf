package dev.muster.servers;

import dev.muster.model.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A real OpenSearch of one node, in a process of its own; it need not be ready when it is here.
///
/// @param port where it speaks HTTP
/// @param repositories the folder that it may have repositories in
public record OpenSearchServer(ServerProcess process, int port, Path repositories)
        implements AutoCloseable {
    private static final String PROGRAM = "OpenSearchNode.java";

    /// Starts the one that `./verify --peers` installed.
    public static OpenSearchServer start(Path folder, Timing timing) throws InterruptedException {
        Path repositories = folder.resolve("repositories");
        Path program = folder.resolve(PROGRAM);
        try (InputStream source = OpenSearchServer.class.getResourceAsStream(PROGRAM)) {
            if (source == null) {
                throw new IOException(PROGRAM + " is missing from the program");
            }
            Files.createDirectories(repositories);
            Files.copy(source, program, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    "OpenSearch cannot be started in " + folder + ": " + error,
                    "ls -ld " + folder,
                    error);
        }
        int port = Ports.free();
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        Peers.folder("opensearch", "lib").resolve("lib") + "/*",
                        program.toString(),
                        folder.resolve("node").toString(),
                        repositories.toString(),
                        Integer.toString(port));
        return new OpenSearchServer(
                ServerProcess.start(folder, "opensearch", command, timing), port, repositories);
    }

    @Override
    public void close() {
        process.close();
    }
}

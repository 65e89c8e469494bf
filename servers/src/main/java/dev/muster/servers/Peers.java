package dev.muster.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The real servers that `./verify --peers` installed.
public final class Peers {
    private Peers() {}

    /// The folder of one of them.
    ///
    /// @param name of its folder, such as `redis-debian`
    /// @param program one that must be there, below it
    public static Path folder(String name, String program) {
        String cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache");
        String peers =
                Optional.ofNullable(System.getenv("MUSTER_PEERS")).orElse(cache + "/muster/peers");
        Path folder = Path.of(peers, name);
        if (!Files.isExecutable(folder.resolve(program))) {
            throw new IllegalStateException(
                    folder.resolve(program) + " is not there; `./verify --peers` installs it");
        }
        return folder;
    }
}

package dev.muster.servers;

import dev.muster.model.MusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Lets a server that refuses root run all the same.
final class RunAs {
    private RunAs() {}

    /// The words to put before a command that works in a folder; none for a user that is not root.
    ///
    /// As root, it runs as the folder's owner; a folder of root's own is used from inside a user
    /// namespace, where the same files belong to a nameless user who is not root.
    static List<String> prefix(Path folder) throws InterruptedException {
        if (owner(Path.of("/proc/self")) != 0) {
            return List.of();
        }
        int owner = owner(folder);
        if (owner != 0) {
            return List.of(
                    "setpriv", "--reuid=" + owner, "--regid=" + group(folder), "--clear-groups");
        }
        try {
            Command.run(List.of("unshare", "-U", "true"));
        } catch (MusterException refused) {
            throw ServersErrors.ROOT.error(
                    "this is root, and no user namespace can be made: " + refused.getMessage(),
                    "run as another user, or: chown postgres " + folder,
                    refused);
        }
        return List.of("unshare", "-U");
    }

    private static int owner(Path path) {
        return attribute(path, "unix:uid");
    }

    private static int group(Path path) {
        return attribute(path, "unix:gid");
    }

    private static int attribute(Path path, String name) {
        try {
            return (Integer) Files.getAttribute(path, name);
        } catch (IOException error) {
            throw ServersErrors.START.error(path + " cannot be read: " + error, "", error);
        }
    }
}

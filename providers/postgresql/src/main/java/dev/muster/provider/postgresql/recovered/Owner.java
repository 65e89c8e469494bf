package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.ServerLog;
import dev.muster.model.ComponentId;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.recovered.Tool.Result;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operating system's user that a restored cluster belongs to and runs as.
///
/// PostgreSQL refuses root. As root, Muster gives the folder to the user that the strategy names,
/// or to the owner of the folder above; where that is root too, the server runs in a user
/// namespace, in which root's files belong to a nameless user. As anybody else, it is that user.
public final class Owner {
    private static final int ROOT = 0;

    private final int user;
    private final int group;
    private final boolean changes;
    private final boolean isNamed;

    private Owner(int user, int group, boolean changes, boolean isNamed) {
        this.user = user;
        this.group = group;
        this.changes = changes;
        this.isNamed = isNamed;
    }

    /// @param data the data folder; it need not be there
    /// @param name the user that the strategy names, if it does
    public static Owner of(ComponentId component, Path data, Optional<String> name)
            throws InterruptedException {
        try {
            int self = id(Path.of("/proc/self"), "unix:uid");
            if (name.isPresent()) {
                return named(component, self, name.get());
            }
            if (self != ROOT) {
                return new Owner(self, id(Path.of("/proc/self"), "unix:gid"), false, false);
            }
            Path known = Files.exists(data) ? data : existingAbove(data);
            int owner = id(known, "unix:uid");
            if (owner == ROOT) {
                requireNamespace(component, data);
            }
            return new Owner(owner, id(known, "unix:gid"), owner != ROOT, false);
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    component + ": the owner of " + data + " cannot be told: " + error,
                    "ls -ld " + data,
                    error);
        }
    }

    private static Owner named(ComponentId component, int self, String name)
            throws IOException, InterruptedException {
        Result user = Tool.run(List.of("id", "-u", name));
        Result group = Tool.run(List.of("id", "-g", name));
        if (!user.worked() || !group.worked() || !user.printed().matches("[0-9]+")) {
            throw PostgresqlErrors.RUN_AS.error(
                    component + ": there is no user '" + name + "' here: " + user.printed(),
                    "id " + name);
        }
        int uid = Integer.parseInt(user.printed());
        if (uid == ROOT || (self != ROOT && self != uid)) {
            throw PostgresqlErrors.RUN_AS.error(
                    component + ": this process cannot run PostgreSQL as '" + name + "'",
                    "run muster as root or as " + name + ", or leave `user` out");
        }
        return new Owner(uid, Integer.parseInt(group.printed()), self == ROOT, true);
    }

    private static Path existingAbove(Path path) {
        Path above = path.toAbsolutePath().getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return above == null ? Path.of("/") : above;
    }

    private static void requireNamespace(ComponentId component, Path data)
            throws IOException, InterruptedException {
        Result probe = Tool.run(List.of("unshare", "-U", "true"));
        if (!probe.worked()) {
            throw PostgresqlErrors.RUN_AS.error(
                    component
                            + ": this is root, and no user namespace can be made: "
                            + probe.printed(),
                    "set `recover.server.user`, or: chown postgres " + data.getParent());
        }
    }

    private static int id(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, attribute);
    }

    /// The words before a command that is to run as this user.
    List<String> prefix() {
        if (user == ROOT) {
            return List.of("unshare", "-U");
        }
        if (!changes) {
            return List.of();
        }
        // further groups may hold a key that the server's settings name
        String groups = isNamed ? "--init-groups" : "--clear-groups";
        return List.of("setpriv", "--reuid=" + user, "--regid=" + group, groups);
    }

    /// Whether a path is this user's.
    public boolean owns(Path path) throws IOException {
        return id(path, "unix:uid") == user;
    }

    /// Whether the server runs as nobody that the operating system knows: then it can write nowhere
    /// but into its own folder.
    public boolean isNameless() {
        return user == ROOT;
    }

    List<String> command(String... words) {
        List<String> all = new ArrayList<>(prefix());
        all.addAll(List.of(words));
        return all;
    }

    /// Makes the file of a server's messages, so that a server can write it whose user may write
    /// nothing else beside the folder.
    public void prepareLog(Path data) throws IOException {
        Path log = ServerLog.of(data);
        if (!Files.exists(log)) {
            Files.createFile(log);
            take(log);
        }
    }

    /// Gives a folder and all below it to this user.
    public void take(Path folder) throws IOException {
        if (!changes) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
                            throws IOException {
                        give(dir);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        give(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
    }
}

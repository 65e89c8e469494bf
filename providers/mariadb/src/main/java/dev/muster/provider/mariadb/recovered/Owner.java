package dev.muster.provider.mariadb.recovered;

import dev.muster.model.ComponentId;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;

/// The operating system's user that restored data belongs to and that the server runs as.
///
/// As root, Muster gives the folder to the user that the strategy names, or to the owner of the
/// folder above. As anybody else, it is that user.
public final class Owner {
    private static final int ROOT = 0;

    private final Optional<UserPrincipal> user;

    private Owner(Optional<UserPrincipal> user) {
        this.user = user;
    }

    /// @param data the data folder; it need not be there
    /// @param name the user that the strategy names, if it does
    public static Owner of(ComponentId component, Path data, Optional<String> name) {
        try {
            boolean root = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == ROOT;
            if (!root) {
                requireSelf(component, name);
                return new Owner(Optional.empty());
            }
            Path known = existing(data);
            return new Owner(
                    Optional.of(
                            name.isPresent()
                                    ? known.getFileSystem()
                                            .getUserPrincipalLookupService()
                                            .lookupPrincipalByName(name.get())
                                    : Files.getOwner(known)));
        } catch (IOException error) {
            throw MariadbErrors.RUN_AS.error(
                    component + ": the server cannot be run as '" + name.orElse("") + "': " + error,
                    "id " + name.orElse(""),
                    error);
        }
    }

    private static void requireSelf(ComponentId component, Optional<String> name) {
        String self = System.getProperty("user.name", "");
        if (name.filter(other -> !other.equals(self)).isPresent()) {
            throw MariadbErrors.RUN_AS.error(
                    component + ": " + self + " cannot run a server as '" + name.get() + "'",
                    "run muster as root or as " + name.get() + ", or leave `user` out");
        }
    }

    private static Path existing(Path data) {
        Path known = data.toAbsolutePath();
        while (!Files.exists(known) && known.getParent() != null) {
            known = known.getParent();
        }
        return known;
    }

    /// What the server is told of it.
    List<String> options() {
        return user.map(name -> List.of("--user=" + name.getName())).orElse(List.of());
    }

    /// Gives a folder and all below it to this user.
    public void take(Path folder) throws IOException {
        if (user.isEmpty()) {
            return;
        }
        UserPrincipal owner = user.get();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
                            throws IOException {
                        Files.setAttribute(dir, "owner:owner", owner, LinkOption.NOFOLLOW_LINKS);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Files.setAttribute(file, "owner:owner", owner, LinkOption.NOFOLLOW_LINKS);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

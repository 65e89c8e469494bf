package dev.muster.provider.postgresql.restore;

import dev.muster.model.ComponentId;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.recovered.Owner;
import dev.muster.provider.postgresql.recovered.Running;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A data folder whose place a restore is to take: the same cluster's, of the same major version,
/// of the same owner, with no server on it.
public record Occupant(ComponentId component, Path data) {
    private static final String LOCK = "postmaster.pid";

    /// Empty if there is nothing in the place.
    ///
    /// @param major of the backup
    /// @param system the system identifier of the backup's cluster
    /// @throws dev.muster.model.MusterException if what is there must not be replaced
    static Optional<Occupant> of(
            ComponentId component, Path data, Owner owner, int major, String system) {
        try {
            if (!Files.exists(data, LinkOption.NOFOLLOW_LINKS) || isEmpty(data)) {
                return Optional.empty();
            }
            Occupant occupant = new Occupant(component, data);
            occupant.requireStopped();
            occupant.requireSame("PG_VERSION", version(data), Integer.toString(major));
            occupant.requireSame("system identifier", system(data), system);
            occupant.requireOwner(owner);
            return Optional.of(occupant);
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    component + ": " + data + " cannot be read: " + error, "ls -l " + data, error);
        }
    }

    private static boolean isEmpty(Path data) throws IOException {
        try (Stream<Path> entries = Files.list(data)) {
            return entries.findAny().isEmpty();
        }
    }

    private static String version(Path data) throws IOException {
        Path file = data.resolve("PG_VERSION");
        return Files.exists(file) ? Files.readString(file).strip() : "none";
    }

    /// The first eight bytes of the control file, in this host's order.
    public static String system(Path data) throws IOException {
        Path file = data.resolve("global/pg_control");
        if (!Files.exists(file)) {
            return "none";
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        return bytes.remaining() < Long.BYTES ? "none" : Long.toUnsignedString(bytes.getLong());
    }

    private void requireStopped() {
        Running.on(data)
                .ifPresent(pid -> {
                    throw PostgresqlErrors.RUNNING.error(
                            component + ": a server, process " + pid + ", runs on " + data,
                            "stop it, such as by: pg_ctl stop -D " + data);
                });
    }

    private void requireSame(String what, String there, String wanted) {
        if (!there.equals(wanted)) {
            throw PostgresqlErrors.OTHER_DATA.error(
                    component
                            + ": "
                            + data
                            + " is not this cluster's: its "
                            + what
                            + " is "
                            + there
                            + ", the backup's "
                            + wanted,
                    "name the cluster's own data folder, or move this one away: mv "
                            + data
                            + " "
                            + data
                            + ".old");
        }
    }

    private void requireOwner(Owner owner) throws IOException {
        if (!owner.owns(data)) {
            throw PostgresqlErrors.OWNER.error(
                    component
                            + ": "
                            + data
                            + " belongs to "
                            + Files.getOwner(data, LinkOption.NOFOLLOW_LINKS)
                            + ", and the restored one would not",
                    "run muster as that user or as root, or set recover.server.user to it");
        }
    }

    /// Keeps a server from being started on the old folder while the new one is made: its lock file
    /// names this process, which is alive.
    static Hold hold(Optional<Occupant> occupant, Owner owner) throws IOException {
        return new Hold(occupant.isPresent() ? occupant.get().lock(owner) : null);
    }

    private Path lock(Owner owner) throws IOException {
        Path lock = data.resolve(LOCK);
        requireStopped();
        // left by a server that was killed
        Files.deleteIfExists(lock);
        try {
            Files.writeString(
                    lock, ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException started) {
            requireStopped();
            throw started;
        }
        owner.take(lock);
        return lock;
    }

    /// What keeps servers away, until it is closed.
    static final class Hold implements AutoCloseable {
        private @Nullable Path lock;

        private Hold(@Nullable Path lock) {
            this.lock = lock;
        }

        boolean isHeld() {
            return lock != null;
        }

        /// The old folder has moved, and its lock with it.
        void movedTo(Path folder) {
            lock = folder.resolve(LOCK);
        }

        @Override
        public void close() throws IOException {
            Path held = lock;
            if (held != null && Files.exists(held) && isOurs(held)) {
                Files.delete(held);
            }
        }

        private static boolean isOurs(Path lock) throws IOException {
            return Files.readString(lock).equals(ProcessHandle.current().pid() + "\n");
        }
    }
}

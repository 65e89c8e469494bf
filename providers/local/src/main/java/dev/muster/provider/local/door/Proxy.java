package dev.muster.provider.local.door;

import dev.muster.model.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Takes clients' connections and joins each to the backend that is led to.
final class Proxy implements AutoCloseable {
    private static final long PAUSE_WHEN_FULL_NANOS = 20_000_000;

    private final ServerSocket clients;
    private final Set<Junction> open = new HashSet<>();
    private @Nullable Address backend;

    Proxy(ServerSocket clients) {
        this.clients = clients;
        Thread.ofPlatform().name("front-door-clients").start(this::accept);
    }

    /// Leads new connections to a backend.
    ///
    /// @param cut whether the connections that are open now end at once
    synchronized void lead(Address where, boolean cut) {
        backend = where;
        if (cut) {
            open.forEach(Junction::cut);
            open.clear();
        }
    }

    private void accept() {
        while (!clients.isClosed()) {
            try {
                Socket client = clients.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException outOfDescriptorsOrClosed) {
                // Clients that are there go on; new ones wait in the backlog meanwhile.
                LockSupport.parkNanos(PAUSE_WHEN_FULL_NANOS);
            }
        }
    }

    private void serve(Socket client) {
        Junction junction = new Junction(client);
        Optional<Address> where = enter(junction);
        try {
            where.ifPresent(junction::join);
        } finally {
            junction.cut();
            leave(junction);
        }
    }

    /// Known before it connects, so that a switch also cuts what still waits for the old backend.
    private synchronized Optional<Address> enter(Junction junction) {
        open.add(junction);
        return Optional.ofNullable(backend);
    }

    private synchronized void leave(Junction junction) {
        open.remove(junction);
    }

    @Override
    public void close() {
        try {
            clients.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the front door", e);
        }
        synchronized (this) {
            open.forEach(Junction::cut);
            open.clear();
        }
    }
}

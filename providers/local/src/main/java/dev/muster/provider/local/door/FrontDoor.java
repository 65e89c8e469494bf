package dev.muster.provider.local.door;

import com.sun.net.httpserver.HttpServer;
import dev.muster.model.Address;
import dev.muster.model.Secret;
import dev.muster.posix.DurableFile;
import dev.muster.provider.local.kind.FrontDoorErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An open front door: clients come in on one port, orders on another.
public final class FrontDoor implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final Path state;
    private final Proxy proxy;
    private final HttpServer control;
    private final ExecutorService controlThreads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable DoorRoute route;

    /// Opens both ports and goes on where the state file says.
    ///
    /// @param listen where clients come in
    /// @param controlPort where orders come in, on the loopback address
    /// @param state the file that keeps the route over restarts; absent at first
    /// @param token must come with every order
    public FrontDoor(Address listen, int controlPort, Path state, Secret token) {
        this.state = state;
        // Before any port is open: a damaged file must not let clients go anywhere.
        DoorRoute known = load(state);
        ServerSocket clients = openClients(listen);
        this.control = openControl(controlPort, clients);
        this.proxy = new Proxy(clients);
        if (known != null) {
            proxy.lead(known.backend(), true);
        }
        this.route = known;
        control.createContext("/route", new RouteHandler(this, token));
        control.setExecutor(controlThreads);
        control.start();
    }

    private static @Nullable DoorRoute load(Path state) {
        try {
            return DoorRoute.parse(Files.readString(state));
        } catch (NoSuchFileException firstStart) {
            return null;
        } catch (IOException | IllegalArgumentException e) {
            throw FrontDoorErrors.DOOR_STATE.error(
                    "cannot read the route in " + state + ": " + e.getMessage(),
                    "delete the file if it is damaged, and set the route again",
                    e);
        }
    }

    private static ServerSocket openClients(Address listen) {
        try {
            ServerSocket clients = new ServerSocket();
            clients.bind(new InetSocketAddress(listen.host(), listen.port()), BACKLOG);
            return clients;
        } catch (IOException e) {
            throw inUse(listen.port(), e);
        }
    }

    private static HttpServer openControl(int port, ServerSocket clients) {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            return HttpServer.create(loopback, BACKLOG);
        } catch (IOException e) {
            closeAfter(clients, e);
            throw inUse(port, e);
        }
    }

    private static void closeAfter(ServerSocket clients, IOException cause) {
        try {
            clients.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static RuntimeException inUse(int port, IOException e) {
        return FrontDoorErrors.DOOR_PORT.error(
                "the front door cannot open port " + port + ": " + e.getMessage(),
                "ss -ltnp 'sport = :" + port + "'",
                e);
    }

    synchronized Optional<DoorRoute> route() {
        return Optional.ofNullable(route);
    }

    /// Carries an order out as far as it stands.
    synchronized DoorRoute.Decision take(DoorOrder order) throws IOException {
        DoorRoute.Decision decision = route == null ? DoorRoute.first(order) : route.decide(order);
        if (decision instanceof DoorRoute.Decision.Switch change) {
            // The file first: after a kill between the two, a restart finds the newer route, and
            // all connections are gone anyway.
            DurableFile.replace(state, change.route().text());
            route = change.route();
            proxy.lead(change.route().backend(), change.cut());
        }
        return decision;
    }

    @Override
    public void close() {
        control.stop(0);
        controlThreads.shutdownNow();
        proxy.close();
    }
}

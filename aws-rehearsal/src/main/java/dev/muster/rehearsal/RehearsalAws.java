package dev.muster.rehearsal;

import dev.muster.model.Timing;
import dev.muster.rehearsal.route53.Route53;
import dev.muster.rehearsal.s3.S3;
import dev.muster.rehearsal.server.AwsServer;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.world.Account;
import dev.muster.rehearsal.world.Accounts;
import dev.muster.rehearsal.world.Faults;
import dev.muster.rehearsal.world.SimClock;
import dev.muster.rehearsal.world.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// One rehearsal that runs: an endpoint on loopback for any AWS client, with its state in a folder.
/// What was there when it ended, or was killed, is there again when it is started on the same
/// folder.
///
/// Safe for use by many threads.
public final class RehearsalAws implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(50);

    private final World world;
    private final S3 s3;
    private final Route53 route53;
    private final AwsServer server;
    private final Thread ticking;
    private volatile boolean closed;

    private RehearsalAws(Path folder, int port, int dnsPort, Timing timing) throws IOException {
        world = World.open(folder, timing);
        try {
            s3 = new S3(world);
            route53 = new Route53(world, dnsPort);
        } catch (IOException | RuntimeException e) {
            world.close();
            throw e;
        }
        try {
            List<Operations> services = List.of(s3.operations(), route53.operations());
            server = new AwsServer(port, world, services, new AdminApi(world, s3), timing);
        } catch (IOException | RuntimeException e) {
            route53.close();
            world.close();
            throw e;
        }
        ticking = Thread.ofVirtual().name("rehearsal").start(() -> tick(timing));
    }

    /// Starts it on free ports.
    public static RehearsalAws start(Path folder, Timing timing) throws IOException {
        return start(folder, 0, 0, timing);
    }

    /// @param port of the endpoint; zero for a free one
    /// @param dnsPort of the name server; zero for a free one
    public static RehearsalAws start(Path folder, int port, int dnsPort, Timing timing)
            throws IOException {
        return new RehearsalAws(folder, port, dnsPort, timing);
    }

    /// What clients take for the endpoint of all services in all regions.
    public URI endpoint() {
        return server.address();
    }

    /// The account that is always there, with its key.
    public Account account() {
        return account(Accounts.FIRST);
    }

    /// An account with its key; made where it is new.
    public Account account(String id) {
        return world.accounts().account(id);
    }

    /// A file of credentials as AWS's tools read it.
    public Path credentials() {
        return world.accounts().file();
    }

    public SimClock clock() {
        return world.clock();
    }

    /// What is broken on purpose.
    public Faults faults() {
        return world.faults();
    }

    public S3 s3() {
        return s3;
    }

    /// Where the name server of Route 53's zones listens, over UDP and TCP.
    public InetSocketAddress nameServer() {
        return route53.nameServer();
    }

    private void tick(Timing timing) {
        try {
            while (!closed) {
                s3.run();
                route53.run();
                timing.pause(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        ticking.interrupt();
        try {
            ticking.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        route53.close();
        world.close();
    }
}

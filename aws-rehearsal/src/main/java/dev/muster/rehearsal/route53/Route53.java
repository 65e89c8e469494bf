package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.wire.Service;
import dev.muster.rehearsal.world.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Route 53: its control plane, its name server, its checkers.
public final class Route53 implements AutoCloseable {
    private final Operations operations =
            new Operations(Service.ROUTE53, Optional.of(World.GLOBAL_HOME));
    private final Zones zones;
    private final Health health;
    private final DnsServer dns;

    /// @param port of the name server; zero for a free one
    public Route53(World world, int port) throws IOException {
        Checks checks = new Checks(world);
        zones = new Zones(world);
        health = new Health(world, checks);
        Answers answers = new Answers(zones, health);
        new ZoneOperations(zones).addTo(operations);
        new RecordOperations(zones, checks, answers).addTo(operations);
        checks.addTo(operations, health);
        dns = DnsServer.start(answers, port);
    }

    public Operations operations() {
        return operations;
    }

    /// Where the name server of all zones listens, over UDP and TCP.
    public InetSocketAddress nameServer() {
        return dns.address();
    }

    /// Does what time has made due. To be called again and again.
    public void run() {
        zones.spread();
        health.run();
    }

    @Override
    public void close() throws IOException {
        health.close();
        dns.close();
    }
}

package dev.muster.provider.postgresql.draft;

import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Port;
import dev.muster.kind.Shipping;
import dev.muster.kind.Tls;
import dev.muster.model.Durability;
import dev.muster.model.RegionId;
import dev.muster.model.Secret;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Drafting;
import dev.muster.provider.postgresql.examine.Examiner;
import dev.muster.provider.postgresql.kind.Names;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a server through one connection that may only read, and through what the doctor asks.
public final class PostgresqlDrafting implements Drafting {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /// Not the usual one: both may run on one machine for a while.
    private static final int RESTORED_PORT = 5433;

    @Override
    public boolean reads(URI address) {
        return ServerAddress.isOne(address);
    }

    @Override
    public String example() {
        return "postgresql://ROLE@HOST:5432/DATABASE";
    }

    @Override
    public String shown(URI address) {
        return ServerAddress.of(address).toString();
    }

    @Override
    public Optional<Secret> password(URI address) {
        return ServerAddress.of(address).password();
    }

    @Override
    public Draft draft(Request request) throws InterruptedException {
        ServerAddress address = ServerAddress.of(request.address());
        Endpoint source = endpoint(request, address);
        LogCapture capture =
                new LogCapture(
                        new RegionId(request.there()),
                        new Shipping.Stream(),
                        Durability.REGION,
                        false,
                        new OnCaptureLost.Stall());
        // what cannot be reached is refused here, in words that say what to type
        try (Sql sql = Sql.open(source, SILENCE)) {
            sql.rows("set default_transaction_read_only = on");
            Cluster cluster = Cluster.of(sql);
            Sights sights = new Sights(sql, cluster);
            Diagnosis found =
                    new Examiner(
                                    source,
                                    Optional.empty(),
                                    Optional.of(capture),
                                    Names.receiver(request.component()),
                                    Optional.empty())
                            .diagnose();
            return new Draft(
                    "PostgreSQL " + cluster.name(),
                    sights.size(),
                    settings(request, address, sights.encrypted()),
                    recover(request, cluster),
                    sights.seen(),
                    unseen(request, address, sights),
                    found.symptoms());
        }
    }

    private static Endpoint endpoint(Request request, ServerAddress address) {
        PostgresqlSettings.Connection connection =
                new PostgresqlSettings.Connection(
                        address.host(),
                        new Port(address.port()),
                        address.user(),
                        request.password(),
                        address.database(),
                        Tls.PREFER);
        return Endpoint.source(
                request.component(),
                new PostgresqlSettings(connection, Optional.empty(), Optional.empty()));
    }

    private static List<String> settings(
            Request request, ServerAddress address, boolean encrypted) {
        return List.of(
                "kind: postgresql",
                "connection:",
                "  host: \"" + address.host() + "\"",
                "  port: " + address.port(),
                "  user: \"" + address.user() + "\"",
                "  password: \"${env:" + request.variable() + "}\"",
                "  database: \"" + address.database() + "\"",
                // what is encrypted today must not become readable unnoticed
                "  tls: " + (encrypted ? Tls.REQUIRE : Tls.PREFER).word());
    }

    private static List<String> recover(Request request, Cluster cluster) {
        return List.of(
                "server:",
                // where Debian and others that follow it keep the programs of each version
                "  bin: /usr/lib/postgresql/" + cluster.major() + "/bin",
                "  data: \"${env:PWD}/" + request.there() + "/" + request.component() + "\"",
                "  port: " + RESTORED_PORT);
    }

    private static List<String> unseen(Request request, ServerAddress address, Sights sights) {
        List<String> unseen = new ArrayList<>(sights.unseen());
        unseen.add(
                "recover.server: with which programs, and where, it comes back is a guess; that"
                        + " machine was not looked at");
        unseen.add(
                "connection.password: it is in no file; set "
                        + request.variable()
                        + " where muster runs");
        unseen.add(
                "databases other than "
                        + address.database()
                        + ": whether they have extensions whose packages are needed where it comes"
                        + " back");
        unseen.add("who connects to it, and how those are led to the new one");
        return unseen;
    }
}

package dev.muster.provider.mariadb.draft;

import dev.muster.kind.Port;
import dev.muster.kind.Tls;
import dev.muster.model.Secret;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Drafting;
import dev.muster.provider.mariadb.examine.Examiner;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Sql;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a server through one connection that only reads, and through what the doctor asks.
public final class MariadbDrafting implements Drafting {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /// Not the usual one: both may run on one machine for a while.
    private static final int RESTORED_PORT = 3307;

    @Override
    public boolean reads(URI address) {
        return ServerAddress.isOne(address);
    }

    @Override
    public String example() {
        return "mariadb://USER@HOST:3306";
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
        MariadbSettings settings =
                new MariadbSettings(
                        new MariadbSettings.Connection(
                                address.host(),
                                new Port(address.port()),
                                address.user(),
                                request.password(),
                                Tls.PREFER),
                        Optional.empty(),
                        Optional.empty());
        Endpoint source = Endpoint.source(request.component(), settings);
        // what cannot be reached is refused here, in words that say what to type
        try (Sql sql = Sql.open(source, SILENCE)) {
            Diagnosis found = new Examiner(source, settings, true).diagnose();
            boolean encrypted =
                    sql.rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'").stream()
                            .anyMatch(row -> !row.optional(1).orElse("").isEmpty());
            return new Draft(
                    Examiner.version(sql),
                    Examiner.size(sql),
                    settings(request, address, encrypted),
                    recover(request),
                    seen(sql),
                    unseen(request),
                    found.symptoms());
        }
    }

    private static List<String> settings(
            Request request, ServerAddress address, boolean encrypted) {
        return List.of(
                "kind: mariadb",
                "connection:",
                "  host: \"" + address.host() + "\"",
                "  port: " + address.port(),
                "  user: \"" + address.user() + "\"",
                "  password: \"${env:" + request.variable() + "}\"",
                // what is encrypted today must not become readable unnoticed
                "  tls: " + (encrypted ? Tls.REQUIRE : Tls.PREFER).word());
    }

    private static List<String> recover(Request request) {
        return List.of(
                "server:",
                "  bin: /usr/sbin",
                "  data: \"${env:PWD}/" + request.there() + "/" + request.component() + "\"",
                "  port: " + RESTORED_PORT);
    }

    private static List<String> seen(Sql sql) {
        List<String> seen = new ArrayList<>();
        seen.add("its data folder is " + sql.value("SELECT @@datadir"));
        sql.variable("log_bin_basename")
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> seen.add("its binary log is " + name));
        return seen;
    }

    private static List<String> unseen(Request request) {
        return List.of(
                "recover.server: with which programs, and where, it comes back is a guess; that"
                        + " machine was not looked at",
                "recover.server.config: the options that it runs with were not looked at; those that"
                        + " its data needs, such as lower_case_table_names and key plugins, must be"
                        + " there too",
                "connection.password: it is in no file; set "
                        + request.variable()
                        + " where muster runs",
                "base backups read its files: muster backup has to run on its host, as a user who"
                        + " may",
                "who connects to it, and how those are led to the new one");
    }
}

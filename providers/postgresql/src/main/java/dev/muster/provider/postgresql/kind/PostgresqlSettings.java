package dev.muster.provider.postgresql.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import dev.muster.kind.Tls;
import dev.muster.model.Secret;
import java.util.List;
import java.util.Optional;

/// What a strategy says of a PostgreSQL cluster.
public record PostgresqlSettings(
        @Doc("How Muster reaches the cluster that is protected.") Connection connection,
        @Doc(
                        "A standby that backups and log are read from, to spare the primary in"
                                + " `connection`; logged in to in the same way.")
                Optional<ReadFrom> readFrom,
        @Doc("How the cluster comes back.") Optional<Recover> recover) {

    /// With what a restored cluster is started, if that is said.
    public Optional<Server> server() {
        return recover.flatMap(Recover::server);
    }

    /// The Patroni that decides who leads, if there is one.
    public Optional<PatroniUrl> patroni() {
        return recover.flatMap(Recover::patroni);
    }

    /// The user's own SQL assertions; each must answer a single `true`.
    public List<String> assertions() {
        return recover.flatMap(Recover::verify).orElse(List.of());
    }

    /// @param user needs LOGIN and REPLICATION, see the provider's page for the exact grants
    public record Connection(
            @Doc("Name or address of the host.") String host,
            @Doc("Port of the server.") @Default("5432") Port port,
            @Doc("A role with LOGIN and REPLICATION.") String user,
            @Doc("Its password, as a reference such as `${env:ORDERS_DB_PASSWORD}`.")
                    Secret password,
            @Doc("The database that examinations and assertions are run in.") @Default("postgres")
                    String database,
            @Doc("`disable`, `prefer`, `require`, `verify-ca` or `verify-full`.") @Default("prefer")
                    Tls tls) {}

    public record ReadFrom(
            @Doc("Name or address of the standby's host.") String host,
            @Doc("Port of the standby.") @Default("5432") Port port) {}

    /// As what the restored cluster is logged in to: it has the roles of the lost one.
    public Connection recovered() {
        return recover.flatMap(Recover::password)
                .map(password ->
                        new Connection(
                                connection.host(),
                                connection.port(),
                                connection.user(),
                                password,
                                connection.database(),
                                connection.tls()))
                .orElse(connection);
    }

    public record Recover(
            @Doc("The server that a restored cluster is started with.") Optional<Server> server,
            @Doc("SQL that must answer `true` once the cluster is back.")
                    Optional<List<String>> verify,
            @Doc(
                            "The password of `connection` as a recovery gets it, such as"
                                    + " `${vault:ORDERS_DB_PASSWORD}`; without it, the one in"
                                    + " `connection`.")
                    Optional<Secret> password,
            @Doc(
                            "Where the Patroni answers that manages the server, such as"
                                    + " `http://127.0.0.1:8008`; then it promotes, and Muster does"
                                    + " not.")
                    Optional<PatroniUrl> patroni) {
        public Recover {
            verify = verify.map(List::copyOf);
        }
    }

    public record Server(
            @Doc("Folder with `postgres` and `pg_ctl` of the same major version.") Folder bin,
            @Doc("The data folder; absent or empty before a restore.") Folder data,
            @Doc("The port that the restored cluster listens on.") Port port,
            @Doc(
                            "The operating system's user that runs it; without it, the owner of the"
                                    + " folder above `data`.")
                    Optional<String> user) {}
}

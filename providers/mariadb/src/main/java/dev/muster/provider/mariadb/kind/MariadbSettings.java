package dev.muster.provider.mariadb.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import dev.muster.kind.Tls;
import dev.muster.model.Secret;
import java.util.List;
import java.util.Optional;

/// What a strategy says of a MariaDB server.
public record MariadbSettings(
        @Doc("How Muster reaches the server that is protected.") Connection connection,
        @Doc(
                        "The folder with `mariadb-backup` and `mbstream`, such as `/usr/bin`; without"
                                + " it, those on the PATH.")
                Optional<AbsolutePath> tools,
        @Doc("How the server comes back.") Optional<Recover> recover) {

    /// With what a restored server is started, if that is said.
    public Optional<Server> server() {
        return recover.flatMap(Recover::server);
    }

    /// The user's own SQL assertions; each must answer a single `1`.
    public List<String> assertions() {
        return recover.flatMap(Recover::verify).orElse(List.of());
    }

    /// As what the restored server is logged in to: it has the users of the lost one.
    public Connection recovered() {
        return recover.flatMap(Recover::password)
                .map(password ->
                        new Connection(
                                connection.host(),
                                connection.port(),
                                connection.user(),
                                password,
                                connection.tls()))
                .orElse(connection);
    }

    public record Connection(
            @Doc("Name or address of the host.") String host,
            @Doc("Port of the server.") @Default("3306") Port port,
            @Doc("A user with RELOAD, PROCESS, BINLOG MONITOR and REPLICATION SLAVE.") String user,
            @Doc("Its password, as a reference such as `${env:ORDERS_DB_PASSWORD}`.")
                    Secret password,
            @Doc("`disable`, `prefer`, `require`, `verify-ca` or `verify-full`.") @Default("prefer")
                    Tls tls) {}

    public record Recover(
            @Doc("The server that restored data is started with.") Optional<Server> server,
            @Doc("SQL that must answer `1` once the server is back.") Optional<List<String>> verify,
            @Doc(
                            "The password of `connection` as a recovery gets it, such as"
                                    + " `${vault:ORDERS_DB_PASSWORD}`; without it, the one in"
                                    + " `connection`.")
                    Optional<Secret> password) {
        public Recover {
            verify = verify.map(List::copyOf);
        }
    }

    public record Server(
            @Doc("Folder with `mariadbd` of the same version series, such as `/usr/sbin`.")
                    AbsolutePath bin,
            @Doc("The data folder; absent or empty before a restore.") AbsolutePath data,
            @Doc("The port that the restored server listens on, on this host only.") Port port,
            @Doc(
                            "A file of options for the restored server, such as the old server's;"
                                    + " `data` and `port` here win over those in it.")
                    Optional<AbsolutePath> config,
            @Doc(
                            "The operating system's user that runs it; without it, the owner of the"
                                    + " folder above `data`.")
                    Optional<String> user) {}
}

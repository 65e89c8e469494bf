package dev.muster.provider.redis.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import dev.muster.model.Secret;
import java.util.List;
import java.util.Optional;

/// What a strategy says of a Redis or Valkey server.
public record RedisSettings(
        @Doc("How Muster reaches the server that is protected.") Connection connection,
        @Doc("How the server comes back.") Optional<Recover> recover) {

    /// With what a restored server is started, if that is said.
    public Optional<Server> server() {
        return recover.flatMap(Recover::server);
    }

    /// The user's own commands that must answer something.
    public List<String> assertions() {
        return recover.flatMap(Recover::verify).orElse(List.of());
    }

    /// @param user needs PSYNC, REPLCONF, PING and INFO, and no keys
    public record Connection(
            @Doc("Name or address of the host.") String host,
            @Doc("Port of the server.") @Default("6379") Port port,
            @Doc(
                            "A user of the server's access list that may replicate; without it, the"
                                    + " default user.")
                    Optional<String> user,
            @Doc("Its password, as a reference such as `${env:CACHE_PASSWORD}`.")
                    Optional<Secret> password,
            @Doc("`disable`, `require` or `verify-full`.") @Default("disable") Tls tls,
            @Doc(
                            "A file with the authority's certificate (PEM) for `tls`; without it,"
                                    + " those that Java knows.")
                    Optional<Folder> ca) {}

    /// As what the restored server is logged in to.
    public Connection recovered() {
        return recover.flatMap(Recover::password)
                .map(password ->
                        new Connection(
                                connection.host(),
                                connection.port(),
                                connection.user(),
                                Optional.of(password),
                                connection.tls(),
                                connection.ca()))
                .orElse(connection);
    }

    public record Recover(
            @Doc("The server that the restored data is started with.") Optional<Server> server,
            @Doc(
                            "Commands such as `EXISTS config:main` that must answer something other"
                                    + " than nothing, 0 or an error once the server is back.")
                    Optional<List<String>> verify,
            @Doc(
                            "The password of `connection` as a recovery gets it, such as"
                                    + " `${vault:CACHE_PASSWORD}`; without it, the one in"
                                    + " `connection`.")
                    Optional<Secret> password) {
        public Recover {
            verify = verify.map(List::copyOf);
        }
    }

    public record Server(
            @Doc("Folder with `redis-server` or `valkey-server`, not older than the source's.")
                    Folder bin,
            @Doc("The data folder; absent or empty before a restore.") Folder data,
            @Doc("The port that the restored server listens on.") Port port,
            @Doc(
                            "A redis.conf of yours with users, limits and addresses; data folder,"
                                    + " port and append-only file are Muster's. Without it, the"
                                    + " server listens on 127.0.0.1 alone.")
                    Optional<Folder> config) {}
}

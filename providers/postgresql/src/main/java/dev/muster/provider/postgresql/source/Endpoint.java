package dev.muster.provider.postgresql.source;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.provider.postgresql.kind.PostgresqlKind;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// A cluster as it is reached and logged in to.
///
/// @param component whose cluster it is, for messages
/// @param address where
/// @param connection as whom, and how encrypted
public record Endpoint(
        ComponentId component, Address address, PostgresqlSettings.Connection connection) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LOGIN = Duration.ofSeconds(10);

    /// The cluster that is protected.
    public static Endpoint source(ComponentId component, PostgresqlSettings settings) {
        return new Endpoint(
                component, PostgresqlKind.protectedAddress(settings), settings.connection());
    }

    /// The server that backups and log are read from: the standby that the strategy names, else the
    /// primary.
    public static Endpoint read(ComponentId component, PostgresqlSettings settings) {
        return settings.readFrom()
                .map(from -> new Address(from.host(), from.port().number()))
                .map(address -> new Endpoint(component, address, settings.connection()))
                .orElseGet(() -> source(component, settings));
    }

    /// The restored cluster, at its own address.
    public static Endpoint restored(
            ComponentId component, PostgresqlSettings settings, Address address) {
        return new Endpoint(component, address, settings.recovered());
    }

    /// As PostgreSQL's own library takes it, with the password.
    ///
    /// @param application the name that the server shows for it
    public String conninfo(String application) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("host", address.host());
        words.put("port", Integer.toString(address.port()));
        words.put("user", connection.user());
        words.put("password", connection.password().reveal());
        words.put("sslmode", connection.tls().word());
        words.put("application_name", application);
        return words.entrySet().stream()
                .map(word -> word.getKey() + "='" + escaped(word.getValue()) + "'")
                .collect(Collectors.joining(" "));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("'", "\\'");
    }

    /// What both kinds of connection have in common.
    ///
    /// @param application the name that the server shows for it
    public PGSimpleDataSource dataSource(String application) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address.host()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(connection.database());
        source.setUser(connection.user());
        source.setPassword(connection.password().reveal());
        source.setApplicationName(application);
        source.setConnectTimeout((int) CONNECT.toSeconds());
        source.setLoginTimeout((int) LOGIN.toSeconds());
        source.setTcpKeepAlive(true);
        source.setProperty(PGProperty.SSL_MODE, connection.tls().word());
        source.setProperty(PGProperty.GSS_ENC_MODE, "disable");
        return source;
    }

    @Override
    public String toString() {
        return component + " at " + address;
    }
}

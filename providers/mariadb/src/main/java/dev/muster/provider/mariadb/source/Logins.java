package dev.muster.provider.mariadb.source;

import dev.muster.kind.Tls;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.Driver;

/// Logs in to a server.
public final class Logins {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Logins() {}

    /// @param silence how long an answer is waited for
    public static Connection open(Endpoint endpoint, Duration silence) throws SQLException {
        Tls tls = endpoint.connection().tls();
        if (tls != Tls.PREFER) {
            return open(endpoint, silence, mode(tls));
        }
        try {
            return open(endpoint, silence, "trust");
        } catch (SQLException refusal) {
            if (!offersNoTls(refusal)) {
                throw refusal;
            }
            return open(endpoint, silence, "disable");
        }
    }

    private static boolean offersNoTls(SQLException refusal) {
        String said = String.valueOf(refusal.getMessage());
        return said.contains("ssl not enabled in the server");
    }

    private static Connection open(Endpoint endpoint, Duration silence, String mode)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", endpoint.connection().user());
        properties.setProperty("password", endpoint.connection().password().reveal());
        properties.setProperty("sslMode", mode);
        properties.setProperty(
                "connectTimeout",
                Long.toString(Math.min(CONNECT.toMillis(), Math.max(1, silence.toMillis()))));
        properties.setProperty("socketTimeout", Long.toString(Math.max(1, silence.toMillis())));
        properties.setProperty("tcpKeepAlive", "true");
        // a host name may stand for several addresses; the first that answers is asked
        String url =
                "jdbc:mariadb://address=(host="
                        + endpoint.address().host()
                        + ")(port="
                        + endpoint.address().port()
                        + ")/";
        return new Driver().connect(url, properties).unwrap(Connection.class);
    }

    private static String mode(Tls tls) {
        return switch (tls) {
            case DISABLE -> "disable";
            case PREFER, REQUIRE -> "trust";
            case VERIFY_CA -> "verify-ca";
            case VERIFY_FULL -> "verify-full";
        };
    }
}

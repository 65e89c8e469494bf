package dev.muster.provider.mariadb.source;

import dev.muster.model.MusterException;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import java.sql.SQLException;
import java.util.Optional;

/// Puts what a server or the driver refuses into words that say what to type.
public final class Refusals {
    private static final int NO_LOGIN_FROM_HERE = 1130;

    private Refusals() {}

    /// @param what was tried, such as `connecting`
    public static MusterException error(Endpoint endpoint, String what, SQLException refusal) {
        String said = endpoint + ": " + what + " failed: " + said(refusal);
        String user = endpoint.connection().user();
        String state = Optional.ofNullable(refusal.getSQLState()).orElse("");
        if (said.contains("ssl") || said.contains("SSL") || said.contains("certificate")) {
            return MariadbErrors.TLS.error(
                    said,
                    "set connection.tls, or look at: SHOW VARIABLES LIKE 'have_ssl'",
                    refusal);
        }
        if (refusal.getErrorCode() == NO_LOGIN_FROM_HERE || state.equals("28000")) {
            return MariadbErrors.LOGIN.error(
                    said,
                    "as administrator: ALTER USER '" + user + "' IDENTIFIED BY '...'",
                    refusal);
        }
        if (state.equals("42000") && said.contains("denied")) {
            return MariadbErrors.GRANTS.error(said, grant(user), refusal);
        }
        if (isBroken(refusal)) {
            return MariadbErrors.UNREACHABLE.error(
                    said,
                    "mariadb -h "
                            + endpoint.address().host()
                            + " -P "
                            + endpoint.address().port()
                            + " -u "
                            + user
                            + " -p",
                    refusal);
        }
        return MariadbErrors.SERVER.error(said, "", refusal);
    }

    /// The statement that gives a user what Muster needs, and no more.
    public static String grant(String user) {
        return "as administrator: GRANT RELOAD, PROCESS, BINLOG MONITOR, REPLICATION SLAVE ON *.* TO '"
                + user
                + "'";
    }

    /// Whether the connection went away, or was never there, rather than the server refusing
    /// something.
    public static boolean isBroken(SQLException refusal) {
        String state = Optional.ofNullable(refusal.getSQLState()).orElse("08");
        return state.startsWith("08");
    }

    private static String said(SQLException refusal) {
        String message = Optional.ofNullable(refusal.getMessage()).orElse("no message");
        String state = refusal.getSQLState();
        return message.strip() + (state == null ? "" : " (SQLSTATE " + state + ")");
    }
}

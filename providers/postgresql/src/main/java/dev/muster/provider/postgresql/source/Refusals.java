package dev.muster.provider.postgresql.source;

import dev.muster.model.MusterException;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Puts what a server or the driver refuses into words that say what to type.
public final class Refusals {
    private Refusals() {}

    /// @param what was tried, such as `connecting`
    public static MusterException error(Endpoint endpoint, String what, SQLException refusal) {
        String state = Optional.ofNullable(refusal.getSQLState()).orElse("");
        String said = endpoint + ": " + what + " failed: " + said(refusal);
        String user = endpoint.connection().user();
        return switch (state) {
            case "28P01" ->
                    PostgresqlErrors.LOGIN.error(
                            said,
                            "as superuser: ALTER ROLE \"" + user + "\" PASSWORD '...'",
                            refusal);
            case "28000" -> PostgresqlErrors.LOGIN.error(said, admission(endpoint, said), refusal);
            case "3D000" ->
                    PostgresqlErrors.LOGIN.error(
                            said, "set `connection.database` to one that exists", refusal);
            case "42501" ->
                    said.contains("walsender") || said.contains("WAL sender")
                            ? PostgresqlErrors.REPLICATION.error(
                                    said, "as superuser: " + replicationGrant(user), refusal)
                            : PostgresqlErrors.SERVER.error(
                                    said, "grant it to the role \"" + user + "\"", refusal);
            case "53300" ->
                    PostgresqlErrors.SENDERS.error(
                            said,
                            "as superuser: ALTER SYSTEM SET max_wal_senders = 10; then restart",
                            refusal);
            default -> other(endpoint, state, said, refusal);
        };
    }

    private static MusterException other(
            Endpoint endpoint, String state, String said, SQLException refusal) {
        if (said.contains("SSL error")) {
            return PostgresqlErrors.TLS.error(
                    said + rootCause(refusal),
                    "openssl s_client -starttls postgres -connect " + endpoint.address(),
                    refusal);
        }
        if (said.contains("Hot standby mode is disabled")) {
            return PostgresqlErrors.STANDBY.error(
                    said,
                    "on its host: set hot_standby = on in postgresql.conf, then restart it",
                    refusal);
        }
        boolean never = state.equals("08001") || state.equals("57P03");
        if (never) {
            return PostgresqlErrors.UNREACHABLE.error(
                    said, "psql " + connectionString(endpoint), refusal);
        }
        if (isBroken(refusal)) {
            return PostgresqlErrors.BROKEN.error(
                    said, "psql " + connectionString(endpoint), refusal);
        }
        return PostgresqlErrors.SERVER.error(said, "", refusal);
    }

    /// Whether the connection went away, rather than the server refusing something.
    public static boolean isBroken(SQLException refusal) {
        String state = Optional.ofNullable(refusal.getSQLState()).orElse("08");
        return state.startsWith("08") || state.startsWith("57P0");
    }

    public static String replicationGrant(String user) {
        return "ALTER ROLE \"" + user + "\" REPLICATION";
    }

    private static String admission(Endpoint endpoint, String said) {
        String database = said.contains("replication") ? "replication" : "all";
        return "add `host "
                + database
                + " "
                + endpoint.connection().user()
                + " ADDRESS scram-sha-256` to pg_hba.conf, then: SELECT pg_reload_conf()";
    }

    private static String connectionString(Endpoint endpoint) {
        return String.format(
                Locale.ROOT,
                "'host=%s port=%d user=%s dbname=%s'",
                endpoint.address().host(),
                endpoint.address().port(),
                endpoint.connection().user(),
                endpoint.connection().database());
    }

    private static String said(SQLException refusal) {
        String message = Optional.ofNullable(refusal.getMessage()).orElse("no message");
        String state = refusal.getSQLState();
        Optional<String> detail = detail(refusal).filter(text -> !message.contains(text));
        return message.strip()
                + detail.map(text -> "; " + text).orElse("")
                + (state == null ? "" : " (SQLSTATE " + state + ")");
    }

    /// The library's own words lie deep, such as until when a certificate was valid.
    private static String rootCause(SQLException refusal) {
        String words = "";
        Optional<Throwable> cause = Optional.ofNullable(refusal.getCause());
        for (int i = 0; i < 10 && cause.isPresent(); i++) {
            words = "; " + cause.get().getMessage();
            cause = cause.map(Throwable::getCause);
        }
        return words;
    }

    private static Optional<String> detail(SQLException refusal) {
        @Nullable ServerErrorMessage server =
                refusal instanceof PSQLException known ? known.getServerErrorMessage() : null;
        return server == null ? Optional.empty() : Optional.ofNullable(server.getDetail());
    }
}

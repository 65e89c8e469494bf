package dev.muster.provider.mariadb.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Connection;

/// An ordinary connection to a server, every statement a transaction of its own.
///
/// One thread at a time. No answer is waited for longer than the given silence.
public final class Sql implements AutoCloseable {
    private final Endpoint endpoint;
    private final Connection connection;

    private Sql(Endpoint endpoint, Connection connection) {
        this.endpoint = endpoint;
        this.connection = connection;
    }

    /// @throws dev.muster.model.MusterException when it cannot be reached or logged in to
    public static Sql open(Endpoint endpoint, Duration silence) {
        try {
            return connect(endpoint, silence);
        } catch (SQLException refusal) {
            throw Refusals.error(endpoint, "connecting", refusal);
        }
    }

    /// As [#open], with the refusal as the driver tells it.
    public static Sql connect(Endpoint endpoint, Duration silence) throws SQLException {
        return new Sql(endpoint, Logins.open(endpoint, silence));
    }

    /// A row's columns as texts.
    public record Row(List<@Nullable String> columns, List<String> names) {
        /// A column that is never null.
        public String text(int column) {
            String value = columns.get(column);
            if (value == null) {
                throw new IllegalStateException("column " + column + " is null");
            }
            return value;
        }

        public Optional<String> optional(int column) {
            return Optional.ofNullable(columns.get(column));
        }

        /// By the column's name, in any case; empty where there is none, or null.
        public Optional<String> named(String name) {
            int column = names.indexOf(name.toLowerCase(Locale.ROOT));
            return column < 0 ? Optional.empty() : optional(column);
        }
    }

    public List<Row> rows(String query, String... parameters) {
        try {
            return ask(query, parameters);
        } catch (SQLException refusal) {
            throw Refusals.error(endpoint, "asking `" + query + "`", refusal);
        }
    }

    /// The only row.
    public Row row(String query, String... parameters) {
        List<Row> rows = rows(query, parameters);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows for " + query);
        }
        return rows.getFirst();
    }

    /// The only column of the only row.
    public String value(String query, String... parameters) {
        return row(query, parameters).text(0);
    }

    /// A global variable; empty where this server has none of that name.
    public Optional<String> variable(String name) {
        return rows("SHOW GLOBAL VARIABLES LIKE ?", name).stream()
                .findFirst()
                .map(row -> row.text(1));
    }

    /// As [#rows], with the refusal as the driver tells it.
    public List<Row> ask(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<Row> rows = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(row(result));
                    }
                }
            }
            return rows;
        }
    }

    private static Row row(ResultSet result) throws SQLException {
        List<@Nullable String> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        ResultSetMetaData about = result.getMetaData();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(result.getString(i));
            names.add(about.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return new Row(columns, names);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // a connection that cannot be closed is already gone
            return;
        }
    }
}

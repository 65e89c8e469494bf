package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.model.Address;
import dev.muster.model.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// A PostgreSQL of the demo as its superuser reaches it.
///
/// @param user the superuser
public record Postgres(Address address, String user, Secret password) {
    /// What is done with a connection.
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Does something in a database as superuser.
    public <T> T in(String database, Work<T> work) {
        return as(user, password, database, work);
    }

    <T> T as(String role, Secret secret, String database, Work<T> work) {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", secret.reveal());
        String url = "jdbc:postgresql://" + address + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            return work.on(connection);
        } catch (SQLException e) {
            throw DemoErrors.DATABASE.error(
                    "the demo's database at " + address + ": " + e.getMessage(),
                    "read the log of PostgreSQL in the demo's folder",
                    e);
        }
    }
}

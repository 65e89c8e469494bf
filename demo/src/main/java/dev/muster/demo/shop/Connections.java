package dev.muster.demo.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A few connections that are used again. One that failed is thrown away, and what it was used for
/// is tried once more on a fresh one: the database may have been restarted since.
final class Connections {
    private static final int MOST = 8;
    private static final int WAIT_SECONDS = 2;
    private static final String CONNECT_SECONDS = "2";
    private static final String ANSWER_SECONDS = "5";

    private final ShopSettings settings;
    private final Semaphore permits = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    Connections(ShopSettings settings) {
        this.settings = settings;
    }

    /// What is done with a connection; done twice, it must be as if it was done once.
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T with(Work<T> work) throws SQLException, InterruptedException {
        if (!permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new SQLException("all " + MOST + " connections are busy");
        }
        try {
            Connection used = idle.pollFirst();
            if (used != null) {
                try {
                    return on(used, work);
                } catch (SQLException stale) {
                    dropIdle();
                }
            }
            return on(open(), work);
        } finally {
            permits.release();
        }
    }

    private <T> T on(Connection connection, Work<T> work) throws SQLException {
        boolean good = false;
        try {
            T result = work.on(connection);
            good = true;
            return result;
        } finally {
            if (good) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    private void dropIdle() throws SQLException {
        for (Connection left = idle.pollFirst(); left != null; left = idle.pollFirst()) {
            left.close();
        }
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", ANSWER_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("ApplicationName", "shop");
        return DriverManager.getConnection(settings.databaseUrl(), properties);
    }

    private String password() throws SQLException {
        try {
            return Files.readString(settings.passwordFile()).strip();
        } catch (IOException e) {
            throw new SQLException("cannot read the password: " + e.getMessage(), e);
        }
    }
}

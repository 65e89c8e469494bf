package dev.muster.provider.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// A client that writes numbers one after the other and keeps a ledger of those that were
/// acknowledged.
final class Ledger implements AutoCloseable {
    private final int port;
    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private volatile boolean closed;

    Ledger(int port, int first) {
        this.port = port;
        Thread.ofPlatform().daemon().start(() -> write(first));
    }

    private void write(int first) {
        int number = first;
        while (!closed) {
            try (Connection connection = TestCluster.connect(port, "postgres", "postgres")) {
                while (!closed) {
                    connection
                            .createStatement()
                            .execute("INSERT INTO numbers (n) VALUES (" + number + ")");
                    acknowledged.add(number++);
                }
            } catch (SQLException lost) {
                // what was on its way was acknowledged to nobody
                number++;
            }
        }
    }

    Set<Integer> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    int count() {
        return acknowledged.size();
    }

    /// Writes no more; what is on its way may still be acknowledged.
    void stop() {
        closed = true;
    }

    @Override
    public void close() {
        stop();
    }
}

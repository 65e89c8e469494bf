package dev.muster.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// A client that inserts each number once and keeps those whose commit was acknowledged.
final class NumberWriter implements AutoCloseable {
    private final Line line;
    private final long first;
    private final String insert;
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private volatile boolean closed;

    NumberWriter(TwoRegions regions) {
        this(regions::writer, 1, "insert into numbers values (%d)");
    }

    /// @param first the first number; the others follow
    /// @param insert with `%d` for the number
    NumberWriter(Line line, long first, String insert) {
        this.line = line;
        this.first = first;
        this.insert = insert;
        Thread.ofPlatform().daemon().start(this::write);
    }

    /// Connects to the database that is written to.
    interface Line {
        Connection connect() throws SQLException;
    }

    private void write() {
        long number = first;
        while (!closed) {
            try (Connection connection = line.connect();
                    Statement statement = connection.createStatement()) {
                while (!closed) {
                    // before it is sent: one with an unknown end must not be sent again
                    long next = number++;
                    statement.execute(insert.formatted(next));
                    acknowledged.add(next);
                }
            } catch (SQLException unknown) {
                // no answer: whether this number was committed is known to nobody
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Set<Long> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /// Waits until commits are acknowledged again.
    void awaitMore() throws InterruptedException {
        int before = acknowledged.size();
        long limit = System.nanoTime() + 180_000_000_000L;
        // one may have been on its way when the last receiver died
        while (acknowledged.size() < before + 2) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("no commit was acknowledged for three minutes");
            }
            Thread.sleep(5);
        }
    }

    /// What is on its way ends within the patience of its connection.
    @Override
    public void close() {
        closed = true;
    }
}

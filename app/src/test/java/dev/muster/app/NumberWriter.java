package dev.muster.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// A client that inserts each number once and keeps those whose commit was acknowledged.
final class NumberWriter implements AutoCloseable {
    private final TwoRegions regions;
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private volatile boolean closed;

    NumberWriter(TwoRegions regions) {
        this.regions = regions;
        Thread.ofPlatform().daemon().start(this::write);
    }

    private void write() {
        long number = 1;
        while (!closed) {
            try (Connection connection = regions.writer();
                    Statement statement = connection.createStatement()) {
                while (!closed) {
                    // before it is sent: one with an unknown end must not be sent again
                    long next = number++;
                    statement.execute("insert into numbers values (" + next + ")");
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
        long limit = System.nanoTime() + 60_000_000_000L;
        // one may have been on its way when the last receiver died
        while (acknowledged.size() < before + 2) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("no commit was acknowledged for a minute");
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

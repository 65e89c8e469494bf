package dev.muster.provider.postgresql.capture;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Standby;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Watches, beside a capture, whether the source's commits wait for it, and makes them once the
/// capture has caught up.
///
/// It has a connection and a thread of its own, so that no acknowledgement waits for an answer in
/// SQL. Before it looked, the setting itself answers. What it saw last stands while the source is
/// silent: a region that is frozen or cut off goes on waiting, and that is what fences it. Of a
/// source that is heard and cannot be looked at, it says that commits do not wait.
final class CommitWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Endpoint source;
    private final String receiver;
    private final int backend;
    private final boolean synchronous;
    private final Timing timing;
    private final AtomicReference<Optional<MusterException>> failure =
            new AtomicReference<>(Optional.empty());
    private boolean mayRelease = true;
    private volatile boolean caughtUp;
    private volatile long caughtUpAt;
    private volatile boolean waiting;
    private final boolean fromStandby;
    private volatile Duration lag;
    private volatile long lookedAt;
    private volatile boolean closed;
    private final Thread thread;

    /// What is known when the watch begins.
    ///
    /// @param synchronous whether commits shall wait; otherwise they shall not
    /// @param required whether the setting let no commit pass without the receiver just now
    /// @param lag how far a source that is a standby is behind its primary
    record Known(boolean synchronous, boolean required, Optional<Duration> lag) {}

    CommitWatch(Endpoint source, String receiver, int backend, Known known, Timing timing) {
        this.source = source;
        this.receiver = receiver;
        this.backend = backend;
        this.synchronous = known.synchronous();
        this.waiting = known.required();
        this.fromStandby = known.lag().isPresent();
        this.lag = known.lag().orElse(Duration.ZERO);
        this.timing = timing;
        this.lookedAt = timing.nanos();
        this.thread = Thread.ofVirtual().name("commit watch").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /// The receiver has all that the source has written: waiting for it costs no long stall.
    void caughtUp() {
        caughtUpAt = timing.nanos();
        caughtUp = true;
    }

    /// A capture whose disk or vault hangs caught up once, and holds up commits all the same: were
    /// they made to wait for it, whoever let them through would have done so for nothing.
    private boolean isCaughtUp() {
        return caughtUp && timing.nanos() - caughtUpAt < FRESH.toNanos();
    }

    /// Something came from the source, so that it could be looked at.
    void heard() {
        if (waiting && timing.nanos() - lookedAt > STALE.toNanos()) {
            waiting = false;
        }
    }

    boolean commitsWait() {
        return waiting;
    }

    /// How far behind its primary a source that is a standby was when that was last seen; else
    /// nothing.
    Duration lag() {
        return lag;
    }

    /// What makes it impossible that commits wait as they shall, if anything does.
    void throwFailure() {
        failure.get()
                .ifPresent(error -> {
                    throw error;
                });
    }

    private void watch() {
        try {
            while (!closed) {
                watchConnection();
                timing.pause(INTERVAL);
            }
        } catch (InterruptedException end) {
            // close() asked for it
            waiting = false;
        } catch (MusterException error) {
            waiting = false;
            failure.set(Optional.of(error));
        }
    }

    /// Looks through one connection until it is lost. The capture's own connection, not this one,
    /// decides whether the source is there.
    private void watchConnection() throws InterruptedException {
        try (Sql sql = Sql.connect(source, SILENCE)) {
            while (!closed) {
                look(new Synchronous(source, sql, receiver));
                if (fromStandby) {
                    lag = Standby.lag(sql);
                }
                timing.pause(INTERVAL);
            }
        } catch (SQLException refusal) {
            if (Refusals.isBroken(refusal)) {
                return;
            }
            waiting = false;
            if (!isTransient(refusal)) {
                throw Refusals.error(source, "watching whether commits wait", refusal);
            }
        }
    }

    private static boolean isTransient(SQLException refusal) {
        return "53300".equals(refusal.getSQLState());
    }

    private void look(Synchronous state) throws SQLException {
        if (synchronous && isCaughtUp()) {
            state.require();
        } else if (!synchronous && mayRelease) {
            release(state);
        }
        waiting = state.isWaitedFor(backend);
        lookedAt = timing.nanos();
    }

    /// A role that may not take the receiver's name out leaves it in: commits then go on waiting,
    /// which loses nothing, and is told as it is.
    private void release(Synchronous state) throws SQLException {
        try {
            state.release();
        } catch (MusterException forbidden) {
            mayRelease = false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

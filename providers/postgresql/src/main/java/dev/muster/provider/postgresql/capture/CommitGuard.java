package dev.muster.provider.postgresql.capture;

import dev.muster.provider.DataStore.Commits;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;

/// Looks at the source itself whether its commits wait for a receiver that does not acknowledge,
/// and lets them through where its caller says so.
///
/// It knows nothing of the capture in this process: what counts is what the source sees, whichever
/// process of whichever host captures.
public final class CommitGuard {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Endpoint source;
    private final String receiver;
    private final Predicate<Commits> letThrough;
    private final Operation operation;

    public CommitGuard(
            Endpoint source, String receiver, Predicate<Commits> letThrough, Operation operation) {
        this.source = source;
        this.receiver = receiver;
        this.letThrough = letThrough;
        this.operation = operation;
    }

    public void run() throws InterruptedException {
        try (Sql sql = Sql.connect(source, SILENCE)) {
            Synchronous synchronous = new Synchronous(source, sql, receiver);
            while (true) {
                operation.checkCancelled();
                if (letThrough.test(synchronous.commits())) {
                    synchronous.release();
                }
                operation.timing().pause(INTERVAL);
            }
        } catch (SQLException refusal) {
            throw Refusals.error(source, "watching over waiting commits", refusal);
        }
    }
}

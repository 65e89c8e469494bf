package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// Something that keeps the log of a server elsewhere, and brings back what it has.
interface LossReceiver extends AutoCloseable {
    String name();

    /// Takes the base that log is replayed on.
    void base() throws IOException, InterruptedException, SQLException;

    /// Begins, or goes on, and waits until it follows.
    void follow() throws IOException, InterruptedException, SQLException;

    /// Ends what would go on once the server is back.
    void pause();

    /// Makes a data folder from what it has.
    void restore(Path data) throws IOException, InterruptedException;

    @Override
    void close();

    /// In order, or by force where that takes too long.
    static void end(Process process) {
        process.destroy();
        try {
            if (process.waitFor(30, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}

package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// `muster serve` in a region of its own.
final class MusterReceiver implements LossReceiver {
    private final LossBed bed;
    private final boolean synchronous;
    private @Nullable Process daemon;

    /// @param synchronous whether commits wait for it
    MusterReceiver(LossBed bed, boolean synchronous) throws IOException, InterruptedException {
        this.bed = bed;
        this.synchronous = synchronous;
        Path folder = folder();
        boolean begun = Files.exists(folder);
        Files.createDirectories(folder.resolve("south"));
        Files.writeString(
                folder.resolve("muster.yaml"),
                CaptureBed.strategy(
                        bed.server(), CaptureBed.How.streamed(synchronous), bed.restoredPort()));
        Files.writeString(folder.resolve("password"), CaptureBed.PASSWORD);
        if (!begun) {
            muster("vault", "init");
        }
    }

    private Path folder() {
        return bed.work().resolve("muster");
    }

    private void muster(String... words) throws IOException, InterruptedException {
        int status = CaptureBed.command(bed.lab(), folder(), words).waitFor();
        if (status != 0) {
            throw new IOException(
                    "muster " + String.join(" ", words) + " ended with " + status + ": " + said());
        }
    }

    private String said() throws IOException {
        return Files.readString(folder().resolve("muster.log"));
    }

    @Override
    public String name() {
        return "muster";
    }

    @Override
    public void base() throws IOException, InterruptedException {
        muster("backup");
    }

    @Override
    public void follow() throws IOException, InterruptedException, SQLException {
        Process running = daemon;
        if (running == null) {
            daemon = CaptureBed.command(bed.lab(), folder(), "serve");
        } else if (!running.isAlive()) {
            throw new IOException("muster serve has ended: " + said());
        }
        bed.awaitReceiver("muster_db", synchronous);
    }

    /// It goes on by itself, as it would in earnest.
    @Override
    public void pause() {}

    @Override
    public void restore(Path data) throws IOException, InterruptedException {
        muster("restore", "db", "--to", "latest", "--into", data.toString());
    }

    @Override
    public void close() {
        Process running = daemon;
        daemon = null;
        if (running != null) {
            LossReceiver.end(running);
        }
    }
}

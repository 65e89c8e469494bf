package dev.muster.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// pg_basebackup, with what PostgreSQL's own means keep of the log: pg_receivewal (which Barman and
/// others run for streaming too), or `archive_command`.
final class PeerReceiver implements LossReceiver {
    private static final String SLOT = "peer";

    private final LossBed bed;
    private final boolean streams;
    private final Path base;
    private final Path received;
    private @Nullable Process process;

    private PeerReceiver(LossBed bed, boolean streams) throws IOException {
        this.bed = bed;
        this.streams = streams;
        this.base = bed.work().resolve(streams ? "base-streamed" : "base-archived");
        this.received =
                streams ? Files.createDirectories(bed.work().resolve("received")) : bed.archive();
    }

    static PeerReceiver streaming(LossBed bed) throws IOException, InterruptedException {
        PeerReceiver peer = new PeerReceiver(bed, true);
        bed.lab()
                .seconds(
                        List.of(
                                LossBed.program("pg_receivewal"),
                                "--create-slot",
                                "--if-not-exists",
                                "-S",
                                SLOT,
                                "-d",
                                peer.address()));
        return peer;
    }

    static PeerReceiver archiving(LossBed bed) throws IOException {
        return new PeerReceiver(bed, false);
    }

    private String address() {
        return "host=127.0.0.1 port=%d user=postgres password=%s application_name=%s"
                .formatted(bed.server().port(), CaptureBed.PASSWORD, SLOT);
    }

    @Override
    public String name() {
        return streams ? "receivewal" : "archive";
    }

    @Override
    public void base() throws IOException, InterruptedException, SQLException {
        // its slot keeps no log before it was first used
        follow();
        if (Files.exists(base)) {
            bed.lab().delete(base);
        }
        bed.lab()
                .seconds(
                        List.of(
                                LossBed.program("pg_basebackup"),
                                "-D",
                                base.toString(),
                                "-X",
                                "stream",
                                "-c",
                                "fast",
                                "-d",
                                address()));
    }

    @Override
    public void follow() throws IOException, InterruptedException, SQLException {
        if (!streams) {
            return;
        }
        if (process == null) {
            process =
                    new ProcessBuilder(
                                    LossBed.program("pg_receivewal"),
                                    "-D",
                                    received.toString(),
                                    "-S",
                                    SLOT,
                                    "-d",
                                    address())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(new File(received + ".log")))
                            .start();
        }
        bed.awaitReceiver(SLOT, false);
    }

    @Override
    public void pause() {
        Process running = process;
        process = null;
        if (running != null) {
            LossReceiver.end(running);
        }
    }

    @Override
    public void restore(Path data) throws IOException, InterruptedException {
        bed.lab().seconds(List.of("cp", "-a", base.toString(), data.toString()));
        String fetch = "cp %1$s/%%f \"%%p\" || cp %1$s/%%f.partial \"%%p\"".formatted(received);
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "restore_command = '" + fetch + "'\narchive_mode = off\nhot_standby = off\n");
        Files.createFile(data.resolve("recovery.signal"));
    }

    @Override
    public void close() {
        pause();
    }
}

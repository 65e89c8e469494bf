package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// How soon a commit is on the disk of another region, and what waiting for that costs a client.
///
/// A commit counts as copied when the source itself says that the receiver has it on disk
/// (`pg_stat_replication.flush_lsn`), so that the way back of the acknowledgement is counted too.
/// Two writers keep the source busy beside the one that measures. For a bucket, commits wait until
/// they are in it, behind 50 ms of latency, and what a client waits is what is measured.
final class CaptureSuite implements Suite {
    private static final double COPIED = 50;
    private static final double SHIPPED = 1000;
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final int WRITERS = 2;

    @Override
    public String name() {
        return "capture";
    }

    @Override
    public String description() {
        return "log capture: commit to durable copy in another region";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        try {
            List<Double> copied;
            List<Double> alone;
            List<Double> waited;
            try (CaptureBed bed = CaptureBed.start(lab, CaptureBed.How.streamed(false))) {
                copied = busy(bed, () -> copied(bed, lab.quick() ? 500 : 5000));
                alone = busy(bed, () -> committed(bed, lab.quick() ? 500 : 5000));
            }
            try (CaptureBed bed = CaptureBed.start(lab, CaptureBed.How.streamed(true))) {
                waited = busy(bed, () -> committed(bed, lab.quick() ? 500 : 5000));
            }
            List<Double> shipped = shipped(lab);
            return List.of(
                    free("copied-median", 0.5, copied),
                    new Figure("copied-p99", Figure.percentile(copied, 0.99), "ms", COPIED, copied),
                    free("commit-median", 0.5, alone),
                    free("commit-p99", 0.99, alone),
                    free("waiting-commit-median", 0.5, waited),
                    free("waiting-commit-p99", 0.99, waited),
                    free("s3-commit-median", 0.5, shipped),
                    new Figure(
                            "s3-commit-p99",
                            Figure.percentile(shipped, 0.99),
                            "ms",
                            SHIPPED,
                            shipped));
        } catch (SQLException refused) {
            throw new IOException(refused);
        }
    }

    /// Milliseconds that a client waits for a commit that is answered once it is in a bucket behind
    /// a long line.
    private static List<Double> shipped(Lab lab)
            throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("muster-bench-bucket-");
        try (Minio minio = Minio.start(folder);
                SlowLink link = new SlowLink(minio.port(), ROUND_TRIP, 1_000_000_000L);
                CaptureBed bed = CaptureBed.start(lab, CaptureBed.How.shipped(link.port()))) {
            return busy(bed, () -> committed(bed, lab.quick() ? 50 : 500));
        } finally {
            lab.delete(folder);
        }
    }

    private static Figure free(String name, double part, List<Double> samples) {
        return new Figure(
                name, Figure.percentile(samples, part), "ms", Double.POSITIVE_INFINITY, samples);
    }

    private interface Measuring {
        List<Double> samples() throws SQLException;
    }

    private static List<Double> busy(CaptureBed bed, Measuring measuring)
            throws SQLException, InterruptedException {
        try (Connection connection = bed.connect()) {
            connection
                    .createStatement()
                    .execute("create table if not exists entry (id serial, text text)");
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Optional<SQLException>> failed = new AtomicReference<>(Optional.empty());
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().start(() -> write(bed, over, failed)));
        }
        List<Double> samples;
        try {
            samples = measuring.samples();
        } finally {
            over.set(true);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        if (failed.get().isPresent()) {
            throw failed.get().get();
        }
        return samples;
    }

    private static void write(
            CaptureBed bed, AtomicBoolean over, AtomicReference<Optional<SQLException>> failed) {
        try (Connection connection = bed.connect();
                PreparedStatement insert = insert(connection)) {
            while (!over.get()) {
                insert.executeUpdate();
                Thread.sleep(5);
            }
        } catch (SQLException refused) {
            failed.set(Optional.of(refused));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static PreparedStatement insert(Connection connection) throws SQLException {
        return connection.prepareStatement("insert into entry (text) values (repeat('x', 200))");
    }

    /// Milliseconds from the answer to a commit until it is on disk in the other region.
    private static List<Double> copied(CaptureBed bed, int count) throws SQLException {
        List<Double> samples = new ArrayList<>();
        try (Connection writing = bed.connect();
                Connection looking = bed.connect();
                PreparedStatement insert = insert(writing);
                PreparedStatement end =
                        writing.prepareStatement("select pg_current_wal_insert_lsn()::text");
                PreparedStatement look =
                        looking.prepareStatement(
                                "select flush_lsn >= ?::pg_lsn from pg_stat_replication where"
                                        + " application_name = 'muster_db'")) {
            for (int i = 0; i < count; i++) {
                insert.executeUpdate();
                long committed = System.nanoTime();
                look.setString(1, text(end));
                while (!isTrue(look)) {
                    Thread.onSpinWait();
                }
                samples.add((System.nanoTime() - committed) / 1e6);
            }
        }
        return samples;
    }

    private static String text(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean isTrue(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /// Milliseconds that a client waits for a commit.
    private static List<Double> committed(CaptureBed bed, int count) throws SQLException {
        List<Double> samples = new ArrayList<>();
        try (Connection connection = bed.connect();
                PreparedStatement insert = insert(connection)) {
            for (int i = 0; i < count; i++) {
                long begun = System.nanoTime();
                insert.executeUpdate();
                samples.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return samples;
    }
}

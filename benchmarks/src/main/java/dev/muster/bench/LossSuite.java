package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How much a PostgreSQL that is killed under load takes with it.
///
/// Every receiver follows the same server and is judged at the same kill, by a restore of what it
/// has: what was acknowledged to a client and is not there is lost. An archived segment counts from
/// where the load begins, so what `archive_command` loses is at most what the load wrote.
final class LossSuite implements Suite {
    private static final double ASYNCHRONOUS_MS = 50;
    private static final double DROP = 3;
    private static final int KILLS = 100;
    private static final int QUICK_KILLS = 2;

    @Override
    public String name() {
        return "loss";
    }

    @Override
    public String description() {
        return "what a PostgreSQL killed under load loses; --kills=N, --resume after an end";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        lab.require("postgresql-15");
        int kills = lab.kills().orElse(lab.quick() ? QUICK_KILLS : KILLS);
        long seed = System.nanoTime();
        System.err.println("seed " + seed);
        LossBook book = LossBook.open(lab.root().resolve("target/bench/loss.tsv"), lab.resume());
        Path work = Files.createTempDirectory("muster-bench-loss-");
        try (LossBed bed = LossBed.start(lab, work)) {
            LossRounds rounds = new LossRounds(bed, book, seed);
            asynchronous(bed, rounds, kills);
            synchronous(bed, rounds, kills);
            load(lab, bed, book, rounds);
        } catch (SQLException refused) {
            throw new IOException(refused);
        } finally {
            lab.delete(work);
        }
        return figures(book);
    }

    private static void asynchronous(LossBed bed, LossRounds rounds, int kills)
            throws IOException, InterruptedException, SQLException {
        try (LossReceiver muster = new MusterReceiver(bed, false);
                LossReceiver streaming = PeerReceiver.streaming(bed);
                LossReceiver archiving = PeerReceiver.archiving(bed)) {
            rounds.run("async", kills, List.of(muster, streaming, archiving));
        }
    }

    private static void synchronous(LossBed bed, LossRounds rounds, int kills)
            throws IOException, InterruptedException, SQLException {
        try (LossReceiver muster = new MusterReceiver(bed, true)) {
            rounds.run("sync", kills, List.of(muster));
        }
        letThrough(bed);
    }

    /// Nobody waits for a capture that was ended.
    private static void letThrough(LossBed bed) throws SQLException {
        bed.sql("alter system reset synchronous_standby_names");
        bed.sql("select pg_reload_conf()");
    }

    /// Each in turn, so that what else the machine does weighs on all of them.
    private static void load(Lab lab, LossBed bed, LossBook book, LossRounds rounds)
            throws IOException, InterruptedException, SQLException {
        int turns = lab.quick() ? 1 : 5;
        Duration window = Duration.ofSeconds(lab.quick() ? 3 : 20);
        String archiving = bed.value("show archive_command").replace("'", "''");
        for (int i = book.of("sync-tps").size(); i < turns; i++) {
            archive(bed, "/bin/true");
            rounds.throughput("alone", window, List.of());
            archive(bed, archiving);
            rounds.throughput("archive", window, List.of());
            archive(bed, "/bin/true");
            try (LossReceiver streaming = PeerReceiver.streaming(bed)) {
                rounds.throughput("receivewal", window, List.of(streaming));
            }
            try (LossReceiver muster = new MusterReceiver(bed, false)) {
                rounds.throughput("async", window, List.of(muster));
            }
            try (LossReceiver muster = new MusterReceiver(bed, true)) {
                rounds.throughput("sync", window, List.of(muster));
            }
            letThrough(bed);
        }
    }

    private static void archive(LossBed bed, String command) throws SQLException {
        bed.sql("alter system set archive_command = '" + command + "'");
        bed.sql("select pg_reload_conf()");
    }

    private static List<Figure> figures(LossBook book) {
        List<Figure> figures = new ArrayList<>();
        List<Double> lost = book.of("sync-muster-commits");
        double sum = lost.stream().mapToDouble(Double::doubleValue).sum();
        figures.add(new Figure("sync-lost-commits", sum, "", 0, lost));
        for (String receiver : List.of("muster", "receivewal", "archive")) {
            double target = receiver.equals("muster") ? ASYNCHRONOUS_MS : Double.POSITIVE_INFINITY;
            percentiles(figures, book, "async-" + receiver + "-ms", "ms", target);
            percentiles(
                    figures, book, "async-" + receiver + "-commits", "", Double.POSITIVE_INFINITY);
        }
        rates(figures, book);
        return figures;
    }

    private static void percentiles(
            List<Figure> figures, LossBook book, String name, String unit, double target) {
        List<Double> samples = book.of(name);
        figures.add(
                new Figure(
                        name + "-p50",
                        Figure.percentile(samples, 0.5),
                        unit,
                        Double.POSITIVE_INFINITY,
                        samples));
        figures.add(
                new Figure(name + "-p99", Figure.percentile(samples, 0.99), unit, target, samples));
    }

    private static void rates(List<Figure> figures, LossBook book) {
        List<Double> alone = book.of("alone-tps");
        double whole = Figure.percentile(alone, 0.5);
        figures.add(new Figure("load-alone", whole, "/s", Double.POSITIVE_INFINITY, alone));
        for (String mode : List.of("async", "sync", "receivewal", "archive")) {
            List<Double> rates = book.of(mode + "-tps");
            double drop = 100 * (1 - Figure.percentile(rates, 0.5) / whole);
            double target = mode.equals("async") ? DROP : Double.POSITIVE_INFINITY;
            figures.add(new Figure("load-drop-" + mode, drop, "%", target, rates));
        }
    }
}

package dev.muster.bench;

import dev.muster.servers.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Kills a server at random moments under load, restores what each receiver has, and asks the
/// ledger of the clients what is missing.
final class LossRounds {
    /// How long a receiver may go on with what had reached it.
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private static final int SHORTEST = 2000;
    private static final int LONGEST = 6000;
    private static final int ROUNDS_A_BASE = 10;

    private final LossBed bed;
    private final LossBook book;
    private final Random random;
    private int round;
    private int kept;

    LossRounds(LossBed bed, LossBook book, long seed) {
        this.bed = bed;
        this.book = book;
        this.random = new Random(seed);
    }

    /// @param mode the first word of the names of what is noted
    void run(String mode, int kills, List<LossReceiver> receivers)
            throws IOException, InterruptedException, SQLException {
        int done = book.of(mode + "-" + receivers.getFirst().name() + "-commits").size();
        int since = 0;
        for (int i = done; i < kills; i++) {
            if (since++ % ROUNDS_A_BASE == 0) {
                for (LossReceiver receiver : receivers) {
                    receiver.base();
                }
            }
            System.err.println(
                    mode + " kill " + (i + 1) + " of " + kills + ": " + kill(mode, receivers));
        }
    }

    private String kill(String mode, List<LossReceiver> receivers)
            throws IOException, InterruptedException, SQLException {
        for (LossReceiver receiver : receivers) {
            receiver.follow();
        }
        bed.switchSegment();
        LedgerLoad load = LedgerLoad.start(bed, ++round);
        Thread.sleep(random.nextInt(SHORTEST, LONGEST));
        long killed = System.nanoTime();
        bed.server().kill();
        List<List<Long>> acknowledged = load.end();
        Thread.sleep(SETTLE);
        Map<String, Double> noted = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder();
        for (LossReceiver receiver : receivers) {
            receiver.pause();
            Loss loss = Loss.of(acknowledged, survived(receiver), killed);
            String name = mode + "-" + receiver.name();
            noted.put(name + "-commits", (double) loss.commits());
            noted.put(name + "-ms", loss.millis());
            said.append(
                    "%s %d commits, %.1f ms; "
                            .formatted(receiver.name(), loss.commits(), loss.millis()));
        }
        bed.server().start();
        kept += Math.toIntExact(Long.parseLong(bed.value(count("round = " + round))));
        book.note(noted);
        return said + "of " + LedgerLoad.count(acknowledged);
    }

    private static String count(String which) {
        return "select count(*) from ledger where " + which;
    }

    private Set<Loss.Entry> survived(LossReceiver receiver)
            throws IOException, InterruptedException, SQLException {
        Path folder = bed.work().resolve("judged");
        try {
            Files.createDirectories(folder);
            receiver.restore(folder.resolve("data"));
            try (PostgresqlServer server = bed.restored(folder)) {
                server.configure(List.of("archive_command = ''"));
                server.start();
                Set<Loss.Entry> entries = entries(receiver, server);
                server.stop();
                return entries;
            }
        } finally {
            bed.lab().delete(folder);
        }
    }

    private Set<Loss.Entry> entries(LossReceiver receiver, PostgresqlServer server)
            throws SQLException, IOException {
        Set<Loss.Entry> entries = new HashSet<>();
        try (Connection connection = LossBed.connect(server.port());
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(count("round > 0 and round < " + round))) {
                row.next();
                if (row.getInt(1) != kept) {
                    throw new IOException(
                            receiver.name()
                                    + " has "
                                    + row.getInt(1)
                                    + " commits of earlier rounds; the server kept "
                                    + kept
                                    + "; "
                                    + server.process().logEnd());
                }
            }
            try (ResultSet rows =
                    statement.executeQuery(
                            "select client, number from ledger where round = " + round)) {
                while (rows.next()) {
                    entries.add(new Loss.Entry(rows.getInt(1), rows.getInt(2)));
                }
            }
        }
        return entries;
    }

    /// What the load reaches in a second while receivers follow.
    void throughput(String mode, Duration window, List<LossReceiver> receivers)
            throws IOException, InterruptedException, SQLException {
        for (LossReceiver receiver : receivers) {
            receiver.follow();
        }
        Thread.sleep(1000);
        LedgerLoad load = LedgerLoad.start(bed, 0);
        long begun = System.nanoTime();
        Thread.sleep(window);
        int commits = LedgerLoad.count(load.end());
        double rate = commits / ((System.nanoTime() - begun) / 1e9);
        book.note(Map.of(mode + "-tps", rate));
        System.err.println("load, " + mode + ": " + Math.round(rate) + " commits a second");
    }
}

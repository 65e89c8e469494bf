package dev.muster.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Clients that do what pgbench's ordinary transactions do, each statement a round trip, and keep a
/// ledger outside of the database of every commit that was acknowledged to them.
final class LedgerLoad {
    static final int CLIENTS = 4;

    private static final List<String> STATEMENTS =
            List.of(
                    "update accounts set balance = balance + ? where id = ?",
                    "select balance from accounts where id = ?",
                    "update tellers set balance = balance + ? where id = ?",
                    "update branches set balance = balance + ? where id = ?",
                    "insert into history (account, teller, delta, at) values (?, ?, ?, now())",
                    "insert into ledger (round, client, number) values (?, ?, ?)");

    private final LossBed bed;
    private final int round;
    private final List<List<Long>> acknowledged = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private LedgerLoad(LossBed bed, int round) {
        this.bed = bed;
        this.round = round;
    }

    static LedgerLoad start(LossBed bed, int round) {
        LedgerLoad load = new LedgerLoad(bed, round);
        for (int client = 0; client < CLIENTS; client++) {
            List<Long> answers = new ArrayList<>();
            load.acknowledged.add(answers);
            int which = client;
            load.threads.add(Thread.ofPlatform().start(() -> load.write(which, answers)));
        }
        return load;
    }

    private void write(int client, List<Long> answers) {
        SplittableRandom random = new SplittableRandom(31L * round + client);
        try (Connection connection = bed.connect()) {
            connection.setAutoCommit(false);
            List<PreparedStatement> statements = new ArrayList<>();
            for (String statement : STATEMENTS) {
                statements.add(connection.prepareStatement(statement));
            }
            while (!over) {
                transact(statements, random, client, answers.size());
                connection.commit();
                answers.add(System.nanoTime());
            }
        } catch (SQLException killed) {
            // what was on its way was acknowledged to nobody
        }
    }

    private void transact(
            List<PreparedStatement> statements, SplittableRandom random, int client, int number)
            throws SQLException {
        int delta = random.nextInt(-5000, 5000);
        int account = 1 + random.nextInt(LossBed.ACCOUNTS);
        int teller = 1 + random.nextInt(LossBed.TELLERS);
        int branch = 1 + random.nextInt(LossBed.BRANCHES);
        execute(statements.get(0), delta, account);
        execute(statements.get(1), account);
        execute(statements.get(2), delta, teller);
        execute(statements.get(3), delta, branch);
        execute(statements.get(4), account, teller, delta);
        execute(statements.get(5), round, client, number);
    }

    private static void execute(PreparedStatement statement, int... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setInt(i + 1, values[i]);
        }
        statement.execute();
    }

    /// Ends it; where the server is gone, its clients have ended already.
    ///
    /// @return of each client, when its commits were answered
    List<List<Long>> end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return acknowledged;
    }

    static int count(List<List<Long>> acknowledged) {
        return acknowledged.stream().mapToInt(List::size).sum();
    }
}

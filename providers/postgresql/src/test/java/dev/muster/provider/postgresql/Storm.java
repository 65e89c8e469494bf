package dev.muster.provider.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients that do to a cluster what is hardest on a backup: rows moved between accounts, tables
/// made, emptied, cut, written anew and dropped, databases copied under numbers that were used
/// before, tables moved between tablespaces.
///
/// Whatever they are interrupted in, the sum of all accounts is the sum of all transfers.
final class Storm implements AutoCloseable {
    static final String BALANCED =
            "SELECT (SELECT sum(balance) FROM accounts) = (SELECT coalesce(sum(delta), 0) FROM"
                    + " transfers)";
    private static final int ACCOUNTS = 20_000;

    private final int port;
    private final int major;
    private final Random seeds;
    private final ExecutorService clients = Executors.newFixedThreadPool(4);
    private final List<Future<?>> running = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /// @param space a folder for a tablespace, which the storm makes itself
    Storm(TestCluster cluster, String space, long seed) throws SQLException {
        this.port = cluster.port();
        this.seeds = new Random(seed);
        this.major = Integer.parseInt(cluster.value("SHOW server_version_num")) / 10_000;
        cluster.execute(
                "CREATE TABLE IF NOT EXISTS accounts (n int PRIMARY KEY, balance int, pad text)");
        cluster.execute(
                "INSERT INTO accounts SELECT i, 0, repeat('x', 300) FROM generate_series(1, "
                        + ACCOUNTS
                        + ") i ON CONFLICT DO NOTHING");
        cluster.execute("CREATE TABLE IF NOT EXISTS transfers (account int, delta int)");
        cluster.execute(
                "CREATE TABLE IF NOT EXISTS moving AS SELECT i FROM generate_series(1, 30000) i");
        cluster.execute(
                "CREATE TABLE IF NOT EXISTS cut AS SELECT i FROM generate_series(1, 200) i");
        client(this::transfers);
        client(this::tables);
        client(this::databases);
        client((statement, random) -> spaces(statement, random, space));
    }

    private interface Work {
        void once(Statement statement, Random random) throws SQLException;
    }

    private void client(Work work) {
        Random random = new Random(seeds.nextLong());
        running.add(
                clients.submit(() -> {
                    try (Connection connection = TestCluster.connect(port, "postgres", "postgres");
                            Statement statement = connection.createStatement()) {
                        while (!closed) {
                            work.once(statement, random);
                        }
                    }
                    return null;
                }));
    }

    private void run(Statement statement, String sql) throws SQLException {
        statement.execute(sql);
        done.add(sql);
    }

    private void transfers(Statement statement, Random random) throws SQLException {
        int delta = random.nextInt(1000) - 500;
        int account = 1 + random.nextInt(ACCOUNTS);
        run(
                statement,
                "BEGIN; UPDATE accounts SET balance = balance + %1$d WHERE n = %2$d; INSERT INTO transfers VALUES (%2$d, %1$d); COMMIT"
                        .formatted(delta, account));
    }

    private void tables(Statement statement, Random random) throws SQLException {
        String name = "t" + random.nextInt(8);
        switch (random.nextInt(9)) {
            case 0, 1 ->
                    run(
                            statement,
                            "CREATE TABLE IF NOT EXISTS "
                                    + name
                                    + " AS SELECT i, md5(i::text) FROM generate_series(1, "
                                    + (1 + random.nextInt(20_000))
                                    + ") i");
            case 2 -> run(statement, "DROP TABLE IF EXISTS " + name);
            case 3 -> run(statement, "VACUUM FULL moving");
            case 4 -> run(statement, "REINDEX TABLE accounts");
            case 5 -> run(statement, "VACUUM accounts");
            // the end of the table is given back
            case 6 -> run(statement, "INSERT INTO cut SELECT i FROM generate_series(201, 40000) i");
            case 7 -> {
                run(statement, "DELETE FROM cut WHERE i > 200");
                run(statement, "VACUUM (TRUNCATE) cut");
            }
            default ->
                    run(statement, "TRUNCATE transfers_old; INSERT INTO transfers_old VALUES (1)");
        }
    }

    /// Two templates, whose copies use the same numbers for other content.
    private void databases(Statement statement, Random random) throws SQLException {
        String how =
                major < 15
                        ? ""
                        : " OID = 91234 STRATEGY "
                                + (random.nextBoolean() ? "file_copy" : "wal_log");
        run(statement, "DROP DATABASE IF EXISTS again");
        run(statement, "CREATE DATABASE again TEMPLATE mould" + random.nextInt(2) + how);
    }

    private void spaces(Statement statement, Random random, String space) throws SQLException {
        if (!done.contains("CREATE TABLESPACE")) {
            statement.execute("CREATE TABLESPACE storm LOCATION '" + space + "'");
            done.add("CREATE TABLESPACE");
        }
        run(
                statement,
                "ALTER TABLE moving SET TABLESPACE "
                        + (random.nextBoolean() ? "storm" : "pg_default"));
        run(statement, "UPDATE moving SET i = i + 1 WHERE i % 50 = " + random.nextInt(50));
    }

    /// What the databases are copied from.
    static void moulds(TestCluster cluster) throws SQLException {
        cluster.execute("CREATE TABLE transfers_old (n int)");
        for (int i = 0; i < 2; i++) {
            cluster.execute("CREATE DATABASE mould" + i);
            try (Connection connection =
                    TestCluster.connect(cluster.port(), "mould" + i, "postgres")) {
                connection
                        .createStatement()
                        .execute(
                                "CREATE TABLE content AS SELECT g, "
                                        + i
                                        + " AS mould FROM generate_series(1, 5000) g");
            }
        }
    }

    int count() {
        return done.size();
    }

    /// Ends when all clients have ended what they were at.
    void stop() throws InterruptedException, ExecutionException {
        closed = true;
        for (Future<?> client : running) {
            client.get();
        }
    }

    @Override
    public void close() {
        closed = true;
        clients.close();
    }
}

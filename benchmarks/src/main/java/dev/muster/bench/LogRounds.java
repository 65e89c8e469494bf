package dev.muster.bench;

import dev.muster.servers.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Brings a base and the log after it back, until the server takes writes and has all rows.
final class LogRounds {
    private static final long MIB = 1 << 20;
    private static final long LOG = 2048 * MIB;
    private static final long QUICK_LOG = 48 * MIB;
    private static final int ROUNDS = 3;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(30);

    private final Lab lab;
    private final DataBed bed;
    private final Path work;
    private final Samples samples;
    private final Home home;
    private final Peer.Muster muster;
    private final BackRest backRest;

    LogRounds(Lab lab, DataBed bed, Path work, Samples samples) {
        this.lab = lab;
        this.bed = bed;
        this.work = work;
        this.samples = samples;
        this.home = new Home(work.resolve("capturing"));
        this.muster = new Peer.Muster(lab.root().resolve("muster"), DataBed.NEAR);
        this.backRest = new BackRest(lab, bed, work.resolve("archiving"));
    }

    void run() throws IOException, InterruptedException {
        protect();
        String rows = bed.value("select count(*) from pgbench_history");
        bed.sql("checkpoint");
        Path into = Files.createDirectory(work.resolve("restored"));
        lab.seconds(List.of("chown", "postgres", into.toString()));
        for (int i = 0; i < (lab.quick() ? 1 : ROUNDS); i++) {
            serving("muster", into.resolve("muster"), rows);
            serving("pgbackrest", into.resolve("pgbackrest"), rows);
        }
        samples.ratio(
                "serving / pgbackrest", "muster serving wall", "pgbackrest serving wall", 0.6);
    }

    /// A base in both, and then log that both have.
    private void protect() throws IOException, InterruptedException {
        Files.createDirectories(home.folder());
        backRest.prepare();
        bed.sql("alter system set archive_command = '" + backRest.archiveCommand() + "'");
        bed.sql("select pg_reload_conf()");
        lab.usage(Peer.Muster.init(muster.program(), home.folder(), strategy()), environment());
        Process serve = serve();
        try {
            await(
                    "exists (select from pg_stat_replication where application_name = 'muster_data'"
                            + " and state = 'streaming')");
            awaitFirstBackup();
            lab.usage(backRest.backup(true), Map.of());
            String begun = bed.value("select pg_current_wal_lsn()");
            long wanted = lab.quick() ? QUICK_LOG : LOG;
            while (written(begun) < wanted) {
                bed.load(lab.quick() ? 2 : 10);
            }
            samples.note("log", written(begun) / (double) MIB);
            String last = bed.value("select pg_walfile_name(pg_switch_wal())");
            String end = bed.value("select pg_current_wal_flush_lsn()");
            await("(select last_archived_wal >= '" + last + "' from pg_stat_archiver)");
            await(
                    "exists (select from pg_stat_replication where application_name = 'muster_data'"
                            + " and flush_lsn >= '"
                            + end
                            + "')");
        } finally {
            serve.destroy();
            serve.waitFor(1, TimeUnit.MINUTES);
            serve.destroyForcibly();
        }
        bed.sql("alter system set archive_command = '/bin/true'");
        bed.sql("select pg_reload_conf()");
        bed.sql("select pg_drop_replication_slot('muster_data')");
    }

    private String strategy() {
        return home.strategy(
                ", logs: { capture-from: here, durability: vault }",
                """
                kind: postgresql
                connection: { host: 127.0.0.1, port: %d, user: muster, password: "${env:BENCH_PASSWORD}", database: postgres }
                recover:
                  in: here
                  method: restore
                  server: { bin: %s, data: "%s/data", port: 1 }
                """
                        .formatted(bed.port(), DataBed.bin(), home.folder()));
    }

    private Map<String, String> environment() {
        return muster.environment(home.folder());
    }

    private Path serveLog() {
        return home.folder().resolve("serve.log");
    }

    /// The daemon takes the first one by itself, since there is none.
    private void awaitFirstBackup() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!Files.readString(serveLog()).contains(" new in the vault")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no backup within 30 min: " + Files.readString(serveLog()));
            }
            Thread.sleep(50);
        }
    }

    private Process serve() throws IOException {
        File log = serveLog().toFile();
        ProcessBuilder builder =
                new ProcessBuilder(
                                muster.program().toString(),
                                "--strategy",
                                home.folder() + "/muster.yaml",
                                "serve")
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(log);
        builder.environment().putAll(environment());
        return builder.start();
    }

    private long written(String begun) throws IOException, InterruptedException {
        return Long.parseLong(
                bed.value("select (pg_current_wal_lsn() - '" + begun + "'::pg_lsn)::int8"));
    }

    private void await(String condition) throws IOException, InterruptedException {
        await(bed.port(), condition);
    }

    private void await(int port, String condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!holds(port, condition)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not within 30 min: " + condition);
            }
            Thread.sleep(50);
        }
    }

    /// One that still replays may refuse to answer.
    private boolean holds(int port, String condition) throws IOException, InterruptedException {
        return bed.isReady(port) && bed.value(port, "select " + condition).equals("t");
    }

    /// Restores, and starts a server on it that syncs what it writes.
    private void serving(String name, Path into, String rows)
            throws IOException, InterruptedException {
        boolean ours = name.equals("muster");
        if (!ours) {
            Files.createDirectory(into);
            lab.seconds(List.of("chown", "postgres", into.toString()));
            lab.seconds(List.of("chmod", "700", into.toString()));
        }
        List<String> command =
                ours ? muster.restore(bed, home.folder(), into) : backRest.restore(into);
        Usage usage = lab.usage(command, ours ? environment() : Map.of());
        samples.note(name + " restore", usage, 0);
        lab.seconds(List.of("chown", "-R", "postgres", into.toString()));
        int port = Ports.free();
        long begun = System.nanoTime();
        bed.as(
                "pg_ctl",
                "-D",
                into.toString(),
                "-l",
                into + ".log",
                "-t",
                "3600",
                "-w",
                "-o",
                "-p " + port + " -c fsync=on",
                "start");
        await(port, "not pg_is_in_recovery()");
        String found = bed.value(port, "select count(*) from pgbench_history");
        double replay = (System.nanoTime() - begun) / 1e9;
        bed.as("pg_ctl", "-D", into.toString(), "-m", "immediate", "-w", "stop");
        if (!found.equals(rows)) {
            throw new IOException(name + " brought " + found + " rows back, not " + rows);
        }
        samples.note(name + " replay wall", replay);
        samples.note(name + " serving wall", usage.wall() + replay);
        lab.delete(into);
    }
}

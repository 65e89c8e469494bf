package dev.muster.demo.world;

import dev.muster.model.Secret;
import dev.muster.model.Timing;
import dev.muster.processes.Launcher;
import dev.muster.processes.ProcessIdentity;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The region where the system runs at first.
final class North implements AutoCloseable {
    private static final List<String> CONFIGURATION =
            List.of(
                    "wal_level = replica",
                    "max_connections = 40",
                    "shared_buffers = 64MB",
                    "log_line_prefix = '%m [%p] '");

    private final DemoLayout layout;
    private final DemoPrograms programs;
    private final Gate gate;
    private final Timing timing;
    private final ProcessRoll roll;
    private @Nullable PostgresqlServer server;
    private @Nullable Secret superuser;

    North(DemoLayout layout, DemoPrograms programs, Gate gate, Timing timing) {
        this.layout = layout;
        this.programs = programs;
        this.gate = gate;
        this.timing = timing;
        this.roll = new ProcessRoll(layout.north().resolve("processes"));
    }

    Postgres startDatabase() throws IOException, InterruptedException {
        Secret password = DemoFiles.freshSecret();
        superuser = password;
        PostgresqlServer fresh =
                PostgresqlServer.create(
                        PostgresqlBinaries.installed(programs.postgresql()),
                        layout.databaseFolderNorth(),
                        layout.databaseNorth().port(),
                        new PostgresqlServer.Options(password, List.of(), CONFIGURATION),
                        timing);
        server = fresh;
        fresh.start();
        record(fresh);
        Postgres database =
                new Postgres(layout.databaseNorth(), PostgresqlServer.SUPERUSER, password);
        fill(database);
        return database;
    }

    /// Starts what was restored as a standby, and waits until it has replayed all that the server
    /// in the south had written by then.
    void startStandby() throws InterruptedException {
        Secret password = superuser;
        if (password == null) {
            throw new IllegalStateException("the northern region was never up");
        }
        PostgresqlServer standby =
                PostgresqlServer.existing(
                        PostgresqlBinaries.installed(programs.postgresql()),
                        layout.databaseFolderNorth(),
                        layout.databaseNorth().port(),
                        timing);
        server = standby;
        standby.start();
        record(standby);
        String user = PostgresqlServer.SUPERUSER;
        new Following(
                        new Postgres(layout.databaseSouth(), user, password),
                        new Postgres(layout.databaseNorth(), user, password),
                        timing)
                .await();
    }

    /// The server has a supervisor that ends it with this JVM; the record is for who takes the
    /// region away.
    private void record(PostgresqlServer running) {
        long pid = running.process().pid();
        ProcessIdentity identity =
                ProcessIdentity.of(pid)
                        .orElseThrow(() -> new IllegalStateException("PostgreSQL has just ended"));
        String mark = UUID.randomUUID().toString().replace("-", "");
        roll.put(
                new ProcessRecord(
                        layout.names().database().value(),
                        identity,
                        mark,
                        "demo",
                        running.process().log()));
    }

    private void fill(Postgres database) throws IOException {
        Secret application = secret(layout.applicationPassword(layout.north()));
        Secret muster = secret(layout.seat().password());
        database.in(
                "postgres",
                connection -> {
                    Schema.roles(connection, application, muster);
                    return true;
                });
        database.in(
                Schema.DATABASE,
                connection -> {
                    Schema.functions(connection);
                    return true;
                });
        database.as(
                Schema.APPLICATION,
                application,
                Schema.DATABASE,
                connection -> {
                    Schema.tables(connection);
                    return true;
                });
    }

    private static Secret secret(Path file) throws IOException {
        return new Secret(Files.readString(file).strip());
    }

    void startApplication() throws InterruptedException {
        String name = layout.names().application().value();
        Launcher.Program program =
                new Launcher.Program(
                        name, programs.shop(), DemoPrograms.shopEnvironmentInNorth(layout));
        Path log = layout.north().resolve(name + ".log");
        ProcessRecord record =
                gate.pass(() -> new Launcher(roll).start(program, "demo", layout.north(), log));
        new Serving(record, layout.applicationNorth(), "/health", timing).await();
    }

    /// What is big, wherever the region's folder is now.
    List<Path> bulk() throws IOException {
        String name = layout.names().north().value();
        try (Stream<Path> entries = Files.list(layout.folder())) {
            return entries.filter(
                            entry -> {
                                String here = entry.getFileName().toString();
                                return here.equals(name) || here.startsWith(name + ".lost-");
                            })
                    .toList();
        }
    }

    @Override
    public void close() {
        PostgresqlServer running = server;
        if (running != null) {
            running.close();
        }
    }
}

package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.log.History;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The standby on this host that may take over: its folder, its process and what it says.
///
/// It is governed through its folder and its process alone, so that no grant is needed for it; a
/// grant that is missing could not be given any more once the primary is lost.
public final class StandbyHere {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String SIGNAL = "standby.signal";

    private final ComponentId component;
    private final Server server;
    private final Path data;
    private final Address address;
    private final Endpoint endpoint;
    private final Operation operation;

    public StandbyHere(
            ComponentId component,
            Server server,
            PostgresqlSettings settings,
            Operation operation) {
        this.component = component;
        this.server = server;
        this.operation = operation;
        this.data = Path.of(server.data().path());
        this.address = new Address(Launch.HOST, server.port().number());
        this.endpoint = Endpoint.restored(component, settings, address);
    }

    public Path data() {
        return data;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// Whether there is a data folder with anything in it.
    public boolean isThere() throws IOException {
        if (!Files.isDirectory(data)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(data)) {
            return entries.findAny().isPresent();
        }
    }

    public boolean isStandby() {
        return Files.exists(data.resolve(SIGNAL));
    }

    public boolean isRunning() {
        return Postmaster.of(data).isPresent();
    }

    public Optional<Mark> mark(String name) {
        return Marks.read(component, data, name);
    }

    /// Starts it, unless it runs, and waits until it can be asked.
    public void stand() throws IOException, InterruptedException {
        Mark made = mark(Marks.STANDBY).orElse(new Mark(Map.of()));
        control()
                .startOrAwait(address.port(), new ReplayProgress(data, made, operation.progress()));
    }

    /// Ends the stream from the primary, for good, so that what it has is all that it will get; and
    /// nothing shall delay its replay or, later, hold up its commits.
    public void cutOff() throws IOException, InterruptedException {
        AutoConfiguration.set(
                data,
                Map.of(
                        "primary_conninfo",
                        "",
                        "primary_slot_name",
                        "",
                        "recovery_min_apply_delay",
                        "0",
                        "synchronous_standby_names",
                        ""));
        owner().take(data.resolve("postgresql.auto.conf"));
        control().reload();
    }

    /// Lets it look at once for log that it lacks.
    public void wake() throws IOException, InterruptedException {
        control().reload();
    }

    /// Puts whole segment files into its log, each at once.
    ///
    /// @param folder where they are, on the same file system
    public void give(Path folder) throws IOException, InterruptedException {
        Owner owner = owner();
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.sorted().toList();
        }
        Path log = data.resolve("pg_wal");
        for (Path file : files) {
            owner.take(file);
            Files.move(file, log.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        Mark.sync(log);
    }

    /// The past of a timeline, as the standby knows it.
    public History past(int timeline) throws IOException {
        Path file =
                data.resolve("pg_wal")
                        .resolve(String.format(Locale.ROOT, "%08X.history", timeline));
        return Files.exists(file)
                ? History.parse(timeline, Files.readAllBytes(file))
                : new History(timeline, List.of());
    }

    /// The newest timeline of a cluster that took over, and where it left the one before.
    public History.Forebear left() throws IOException {
        return Replayed.newest(data).forebears().getLast();
    }

    /// Notes durably what was promised of it, then makes it take over.
    ///
    /// @param until where its replay must come to at least
    public void promote(long until) throws IOException, InterruptedException {
        Map<String, String> values =
                Map.of(
                        Mark.TOKEN,
                        operation.token(),
                        Mark.COMPONENT,
                        component.value(),
                        Marks.WHOLE_UNTIL,
                        Long.toString(until));
        new Mark(values).write(data, Marks.PROMOTED);
        owner().take(data.resolve(Marks.PROMOTED));
        control().promote();
    }

    /// Reads back from the server that it takes writes, and how far it came.
    public Started confirm() throws IOException, InterruptedException {
        operation.progress().stage("asking the server");
        try (Sql sql = Sql.open(endpoint, SILENCE)) {
            // assigns a transaction id, which only a server that takes writes can
            sql.row("select pg_current_xact_id()");
            long end = left().end();
            AutoConfiguration.endReplay(data);
            owner().take(data.resolve("postgresql.auto.conf"));
            return new Started(address, Lsn.text(end) + Launch.lastTransaction(sql));
        }
    }

    public void stop(String mode) throws InterruptedException {
        if (isRunning()) {
            control().stop(mode);
        }
    }

    private Owner owner() throws InterruptedException {
        return Owner.of(component, data, server.user());
    }

    private ServerControl control() throws InterruptedException {
        Path bin = Path.of(server.bin().path());
        return new ServerControl(component, bin, data, owner(), operation);
    }

    public MusterException broken(IOException error) {
        return PostgresqlErrors.START.error(
                component + ": the standby on " + data + " cannot take over: " + error,
                "ls -l " + data,
                error);
    }
}

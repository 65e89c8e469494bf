package dev.muster.provider.mariadb.restore;

import dev.muster.datafolder.Mark;
import dev.muster.datafolder.Place;
import dev.muster.datafolder.Staging;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Stretch;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.mariadb.backup.Attributes;
import dev.muster.provider.mariadb.binlog.Gtid;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.provider.mariadb.kind.MariadbSettings.Server;
import dev.muster.provider.mariadb.kind.TargetText;
import dev.muster.provider.mariadb.recovered.LaidOut;
import dev.muster.provider.mariadb.recovered.Marks;
import dev.muster.provider.mariadb.recovered.Owner;
import dev.muster.provider.mariadb.recovered.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One restore: checks everything first, works in a staging folder, and ends with one rename.
public final class Restore {
    private static final String LOG = "muster-log";

    private final ComponentId component;
    private final MariadbSettings settings;
    private final RestoreRequest request;
    private final BackupReader base;
    private final LogReader logs;
    private final Operation operation;
    private final Path data;
    private final RecoveryPoint point;
    private final Place place;

    public Restore(
            ComponentId component,
            MariadbSettings settings,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation) {
        this.component = component;
        this.settings = settings;
        this.request = request;
        this.base = base;
        this.logs = logs;
        this.operation = operation;
        this.data = request.into().toAbsolutePath().normalize();
        this.point = base.point();
        this.place = Place.fresh(Marks.ERRORS, component, data, operation.token(), targetText());
    }

    private String targetText() {
        return TargetText.of(request.target()).replace('\n', ' ');
    }

    /// @return what a user should know of it
    public RestoreReport run() throws InterruptedException {
        operation.progress().stage("checking the target");
        if (place.isComplete()) {
            return RestoreReport.COMPLETE;
        }
        Chain chain = chain();
        Path tool = requirePlace(chain);
        Staging staging = Staging.begin(Marks.ERRORS, component, data, operation.token());
        boolean complete = false;
        try {
            requireTargetInLog(chain);
            List<String> notes = fill(staging.folder(), chain, tool);
            operation.checkCancelled();
            staging.complete();
            complete = true;
            return report(notes);
        } catch (IOException error) {
            throw failed(error);
        } finally {
            if (!complete) {
                staging.discard();
            }
        }
    }

    private static RestoreReport report(List<String> notes) {
        RestoreReport nothing = RestoreReport.COMPLETE;
        return new RestoreReport(
                nothing.files(), nothing.written(), nothing.unchanged(), notes, nothing.lost());
    }

    /// Whether [#run] could be done, as far as that can be told without reading the log.
    public void require() throws InterruptedException {
        if (!place.isComplete()) {
            requirePlace(chain());
        }
    }

    private Path requirePlace(Chain chain) throws InterruptedException {
        Path tool = Programs.backup(component, settings, series());
        if (settings.server().filter(this::isServers).isPresent()) {
            Server server = settings.server().get();
            Programs.server(component, server, series());
            Programs.requirePort(component, server.port().number());
            Owner.of(component, data, server.user());
        }
        place.requireUsable(new ByteSize(point.logical().bytes() + chain.bytes()));
        return tool;
    }

    private boolean isServers(Server server) {
        return Path.of(server.data().path()).toAbsolutePath().normalize().equals(data);
    }

    private String series() {
        String version = base.attribute(Attributes.VERSION).orElse("");
        return Programs.series(version)
                .orElseThrow(() ->
                        MariadbErrors.BACKUP_CONTENT.error(
                                component
                                        + ": the base backup "
                                        + point.id()
                                        + " does not say its version",
                                "muster points " + component));
    }

    /// The log that follows the base, if the target needs any.
    private Chain chain() {
        Chain chain = Chain.of(point.consistentFrom(), logs);
        switch (request.target()) {
            case RestoreTarget.Latest _ -> {
                // all that follows
            }
            case RestoreTarget.AtTime at -> {
                if (at.time().isBefore(point.consistentAt())) {
                    throw unreachable("it lies before " + point.consistentAt());
                }
                if (chain.lastArrival().filter(end -> !end.isBefore(at.time())).isEmpty()) {
                    throw unreachable(
                            chain.lastArrival()
                                    .map(end -> "captured is only up to " + end)
                                    .orElse("no log was captured that follows"));
                }
            }
            case RestoreTarget.AtPosition at -> requirePosition(chain, at);
            case RestoreTarget.AtTransaction _ -> {
                // only the log itself knows
            }
            case RestoreTarget.AtName _ -> throw unreachable("MariaDB has no named points");
        }
        return chain;
    }

    private void requirePosition(Chain chain, RestoreTarget.AtPosition at) {
        boolean inside =
                chain.ranges().stream()
                        .filter(range -> range.from().line().equals(at.position().line()))
                        .anyMatch(range -> !range.to().isBefore(at.position()));
        if (!inside) {
            throw unreachable("no such position was captured after it");
        }
    }

    private MusterException unreachable(String why) {
        return MariadbErrors.TARGET.error(
                component
                        + ": '"
                        + targetText()
                        + "' cannot be reached from the base backup "
                        + point.id()
                        + ": "
                        + why,
                "muster points " + component);
    }

    /// A transaction must be looked for: only the log itself knows it.
    private void requireTargetInLog(Chain chain) throws IOException, InterruptedException {
        if (request.target() instanceof RestoreTarget.AtTransaction) {
            operation.progress().stage("looking for the target");
            Aim aim = new Aim(request.target(), logs);
            new LogLayout(chain, point.consistentFrom(), logs, aim, operation).look();
            if (!aim.isMet()) {
                throw unreachable("it does not occur in the log that was captured after it");
            }
        }
    }

    /// Whether a transaction occurs in the log that follows on a base backup.
    public static boolean occurs(
            RestoreRequest request, Stretch stretch, LogReader logs, Operation operation)
            throws InterruptedException {
        LogPosition from = stretch.base().point().consistentFrom();
        Aim aim = new Aim(request.target(), logs);
        try {
            new LogLayout(Chain.of(from, logs), from, logs, aim, operation).look();
        } catch (IOException error) {
            throw MariadbErrors.FOLDER.error(
                    stretch.base().point().component() + ": the log cannot be read: " + error,
                    "",
                    error);
        }
        return aim.isMet();
    }

    private List<String> fill(Path draft, Chain chain, Path tool)
            throws IOException, InterruptedException {
        operation.progress().stage("copying files");
        operation.progress().total(point.logical().bytes() + chain.bytes());
        base.extract(draft, path -> !Marks.isOurs(path), operation.progress());
        requireWhole(draft);
        operation.progress().stage("laying out log");
        Aim aim = new Aim(request.target(), logs);
        LogLayout layout = new LogLayout(chain, point.consistentFrom(), logs, aim, operation);
        layout.layOut(Files.createDirectories(draft.resolve(LOG)));
        operation.progress().stage("preparing files");
        new Prepare(component, tool, settings, draft, operation).run();
        Files.writeString(draft.resolve(LOG).resolve("replay.sql"), statements(layout));
        mark(layout).write(draft, Mark.RESTORED);
        Owner.of(component, data, settings.server().flatMap(Server::user)).take(draft);
        return notes(chain);
    }

    private void requireWhole(Path draft) {
        for (String file : List.of("xtrabackup_checkpoints", "ibdata1", "ib_logfile0")) {
            if (!Files.exists(draft.resolve(file))) {
                throw MariadbErrors.BACKUP_CONTENT.error(
                        component + ": the base backup " + point.id() + " has no " + file,
                        "muster points " + component);
            }
        }
    }

    /// What a server is started with that shall replay the log without Muster.
    private String statements(LogLayout layout) {
        return "SET GLOBAL gtid_slave_pos = '"
                + base.attribute(Attributes.GTID)
                        .filter(text -> text.matches("[0-9,-]*"))
                        .orElse("")
                + "';\n"
                + (layout.files() == 0
                        ? ""
                        : "CHANGE MASTER TO master_host = '127.0.0.1', master_port = 1,"
                                + " master_use_gtid = no, relay_log_file = '"
                                + LaidOut.name(1)
                                + "', relay_log_pos = "
                                + point.consistentFrom().offset()
                                + ";\nSTART SLAVE SQL_THREAD;\n");
    }

    private Mark mark(LogLayout layout) {
        Map<String, String> values = new TreeMap<>();
        values.put(Mark.TOKEN, operation.token());
        values.put(Mark.COMPONENT, component.value());
        values.put(Mark.TARGET, targetText());
        values.put(Marks.SERIES, series());
        values.put("base", point.id());
        values.put(Marks.BASE, base.attribute(Attributes.GTID).orElse(""));
        values.put(Marks.START, Long.toString(point.consistentFrom().offset()));
        values.put(Marks.FILES, Integer.toString(layout.files()));
        values.put(Marks.GOAL, Gtid.text(layout.goal()));
        layout.lastTime().ifPresent(time -> values.put(Marks.LAST, time.toString()));
        return new Mark(values);
    }

    private List<String> notes(Chain chain) {
        List<String> notes = new ArrayList<>();
        if (chain.later() && request.target() instanceof RestoreTarget.Latest) {
            notes.add(
                    "log was captured after a gap at "
                            + chain.ranges().getLast().lastArrival()
                            + "; what was committed after that is not in it");
        }
        if (settings.server().filter(this::isServers).isEmpty()) {
            notes.add("the log is not replayed yet; docs/mariadb.md says how to do that by hand");
        }
        return notes;
    }

    private MusterException failed(IOException error) {
        if (String.valueOf(error.getMessage()).contains("No space left")) {
            return MariadbErrors.SPACE.error(
                    component + ": the space for " + data + " ran out: " + error.getMessage(),
                    "df -h " + data.getParent(),
                    error);
        }
        return MariadbErrors.FOLDER.error(
                component + ": " + data + " could not be made: " + error,
                "df -h " + data.getParent(),
                error);
    }
}

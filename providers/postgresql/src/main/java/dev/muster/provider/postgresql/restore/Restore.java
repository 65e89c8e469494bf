package dev.muster.provider.postgresql.restore;

import dev.muster.datafolder.Mark;
import dev.muster.datafolder.Place;
import dev.muster.datafolder.Staging;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.postgresql.export.Aim;
import dev.muster.provider.postgresql.export.Captured;
import dev.muster.provider.postgresql.export.ReplayLog;
import dev.muster.provider.postgresql.export.ReplayPlan;
import dev.muster.provider.postgresql.export.ReplayPlanner;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.kind.TargetText;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.log.Segments;
import dev.muster.provider.postgresql.recovered.Marks;
import dev.muster.provider.postgresql.recovered.Owner;
import dev.muster.provider.postgresql.recovered.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One restore: checks everything first, works in a staging folder, and ends with one rename.
public final class Restore {
    private static final String CONTROL = "global/pg_control";
    private static final String LOG = "pg_wal";

    /// What a data folder needs beside its base and its log.
    private static final long MARGIN = 64 << 20;

    private final ComponentId component;
    private final Optional<Server> server;
    private final RestoreRequest request;
    private final BackupReader base;
    private final LogReader logs;
    private final Operation operation;
    private final Path data;
    private final RecoveryPoint point;
    private final BackupFacts facts;
    private final Use use;

    /// @param server with what the folder will be started; empty where nobody said
    public Restore(
            ComponentId component,
            Optional<Server> server,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation) {
        this(component, server, request, base, logs, operation, new Use.Recover());
    }

    /// @param use what the folder is for
    public Restore(
            ComponentId component,
            Optional<Server> server,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation,
            Use use) {
        this.use = use;
        this.component = component;
        this.server = server;
        this.request = request;
        this.base = base;
        this.logs = logs;
        this.operation = operation;
        this.data = request.into().toAbsolutePath().normalize();
        this.point = base.point();
        this.facts = new BackupFacts(base);
    }

    /// @return what a user should know of it
    public RestoreReport run() throws InterruptedException {
        operation.progress().stage("checking the target");
        Place place = place();
        if (!inPlace() && place.isComplete()) {
            return RestoreReport.COMPLETE;
        }
        Segments segments = facts.segments();
        ReplayPlan plan = plan(segments);
        requireTargetInLog(segments, plan);
        Owner owner = requirePlace(place, plan);
        Optional<Occupant> occupant = occupant(owner);
        Staging staging = Staging.begin(Marks.ERRORS, component, data, operation.token());
        boolean complete = false;
        try (Occupant.Hold hold = Occupant.hold(occupant, owner)) {
            fill(staging, segments, plan, owner);
            List<String> notes = new ArrayList<>(appear(staging, hold));
            facts.clockNote(request.target()).ifPresent(notes::add);
            complete = true;
            owner.prepareLog(data);
            if (use instanceof Use.Standby) {
                notes.add("start it: pg_ctl -D " + data + " start; then it follows the primary");
            }
            return report(notes);
        } catch (IOException error) {
            throw failed(error);
        } finally {
            if (!complete) {
                staging.discard();
            }
        }
    }

    private List<String> appear(Staging staging, Occupant.Hold hold) throws IOException {
        if (!hold.isHeld()) {
            staging.complete();
            return List.of();
        }
        Path aside = staging.replace(operation.timing().instant());
        hold.movedTo(aside);
        return List.of("what was there before is in " + aside + ", for you to look at and delete");
    }

    private static RestoreReport report(List<String> notes) {
        RestoreReport nothing = RestoreReport.COMPLETE;
        return new RestoreReport(
                nothing.files(), nothing.written(), nothing.unchanged(), notes, nothing.lost());
    }

    private boolean inPlace() {
        return request.scope().inPlace();
    }

    private Place place() {
        String moment = targetText();
        return new Place(
                Marks.ERRORS, component, data, operation.token(), moment, use.mark(), inPlace());
    }

    /// What is in the place, if the restore is to take it.
    private Optional<Occupant> occupant(Owner owner) {
        return inPlace()
                ? Occupant.of(component, data, owner, facts.major(), Line.of(point.from()).system())
                : Optional.empty();
    }

    private String targetText() {
        return (TargetText.of(request.target())
                        + request.line().map(line -> " on timeline " + line).orElse(""))
                .replace('\n', ' ');
    }

    /// Whether [#run] could be done, as far as that can be told without reading the log.
    public void require() throws InterruptedException {
        Place place = place();
        if (inPlace() || !place.isComplete()) {
            Owner owner = requirePlace(place, plan(facts.segments()));
            occupant(owner);
        }
    }

    private ReplayPlan plan(Segments segments) {
        Captured captured =
                Captured.of(Line.of(point.from()).system(), logs.ranges(), logs.histories());
        return new ReplayPlanner(point, captured, segments, facts.clockAhead())
                .plan(request.target(), request.line());
    }

    private Owner requirePlace(Place place, ReplayPlan plan) throws InterruptedException {
        Owner owner = Owner.of(component, data, server.flatMap(Server::user));
        requireServer();
        place.requireUsable(new ByteSize(point.logical().bytes() + plan.bytes() + MARGIN));
        return owner;
    }

    private RuntimeException failed(IOException error) {
        if (String.valueOf(error.getMessage()).contains("No space left")) {
            return PostgresqlErrors.SPACE.error(
                    component + ": the space for " + data + " ran out: " + error.getMessage(),
                    "df -h " + data.getParent(),
                    error);
        }
        return PostgresqlErrors.FOLDER.error(
                component + ": " + data + " could not be made: " + error,
                "df -h " + data.getParent(),
                error);
    }

    /// A transaction or a name must be looked for: only the log itself knows it.
    private void requireTargetInLog(Segments segments, ReplayPlan plan)
            throws InterruptedException {
        Aim aim = aim();
        if (aim.mustBeMet()) {
            operation.progress().stage("looking for the target");
            operation.progress().total(plan.bytes());
            try {
                ReplayLog.End end =
                        new LogFeed(logs, segments, plan, aim, operation).look(Long.MAX_VALUE);
                requireMet(aim, end);
            } catch (IOException error) {
                throw failed(error);
            }
        }
    }

    private void requireMet(Aim aim, ReplayLog.End end) {
        if (!aim.isMet()) {
            throw PostgresqlErrors.NOT_IN_LOG.error(
                    component
                            + ": '"
                            + TargetText.of(request.target())
                            + "' does not occur between the base backup "
                            + point.id()
                            + " and "
                            + Lsn.text(end.wholeUntil()),
                    "muster points " + component);
        }
    }

    private Aim aim() {
        return new Aim(request.target(), point.consistentFrom().offset());
    }

    private boolean isServers(Server value) {
        return Path.of(value.data().path()).equals(data);
    }

    private void requireServer() throws InterruptedException {
        if (server.filter(this::isServers).isPresent()) {
            Programs.require(component, Path.of(server.get().bin().path()), facts.major());
            if (!Files.exists(data.resolve("postmaster.pid"))) {
                Programs.requirePort(component, server.get().port().number());
            }
        }
    }

    private void fill(Staging staging, Segments segments, ReplayPlan plan, Owner owner)
            throws IOException, InterruptedException {
        Path draft = staging.folder();
        operation.progress().stage("copying files");
        boolean ownLog = plan.stretches().isEmpty();
        base.extract(
                draft,
                path ->
                        !path.equals(CONTROL)
                                && !Marks.isOurs(path)
                                && (ownLog || !path.startsWith(LOG + "/")),
                operation.progress());
        Files.createDirectories(draft.resolve(LOG).resolve("archive_status"));
        Tablespaces.move(draft, staging);
        operation.progress().stage("laying out log");
        Aim aim = aim();
        LogFeed feed = new LogFeed(logs, segments, plan, aim, operation);
        operation.progress().total(plan.bytes());
        ReplayLog.End end = feed.layOut(draft.resolve(LOG), use.wantsAllLog());
        feed.times().write(draft);
        keepHistories(draft.resolve(LOG));
        Optional<Integer> port =
                server.filter(value -> !inPlace() || isServers(value))
                        .map(value -> value.port().number());
        Configuration configuration =
                new Configuration(base, owner, plan.line().timeline(), aim.setting());
        switch (use) {
            case Use.Recover _ -> configuration.write(draft, port);
            case Use.Preview preview -> configuration.writePreview(draft, preview.port());
            case Use.Standby standby ->
                    configuration.writeStandby(
                            draft,
                            server.filter(this::isServers).map(value -> value.port().number()),
                            standby.primary());
        }
        mark(plan, aim, end).write(draft, use.mark());
        operation.checkCancelled();
        base.extract(draft, CONTROL::equals, operation.progress());
        requireWhole(draft);
        owner.take(draft);
        Tablespaces.take(draft, owner);
    }

    /// All of the cluster's, so that the server numbers its own new timeline after them.
    private void keepHistories(Path folder) throws IOException {
        String system = Line.of(point.from()).system() + ".";
        for (Map.Entry<String, byte[]> history : logs.histories().entrySet()) {
            if (history.getKey().startsWith(system)) {
                Files.write(
                        folder.resolve(history.getKey().substring(system.length())),
                        history.getValue());
            }
        }
        Mark.sync(folder);
    }

    private Mark mark(ReplayPlan plan, Aim aim, ReplayLog.End end) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Mark.TOKEN, operation.token());
        values.put(Mark.COMPONENT, component.value());
        values.put("base", point.id());
        values.put(Mark.TARGET, targetText());
        values.put(Marks.MAJOR, Integer.toString(facts.major()));
        values.put(Marks.SEGMENT, Integer.toString(facts.segments().size()));
        values.put(Marks.LOG_START, Long.toString(plan.start()));
        values.put(Marks.LOG_BYTES, Long.toString(plan.bytes()));
        use.previewPort().ifPresent(port -> values.put(Marks.PORT, Integer.toString(port)));
        if (request.target() instanceof RestoreTarget.AtTime at) {
            values.put(Marks.MOMENT, at.time().toString());
        }
        if (!aim.isMet() || use.previewPort().isPresent()) {
            long own = Math.max(end.wholeUntil(), point.consistentFrom().offset());
            values.put(Marks.WHOLE_UNTIL, Long.toString(own));
            values.put(Marks.DAMAGED, Boolean.toString(end.damaged()));
        }
        return new Mark(values);
    }

    private void requireWhole(Path draft) {
        for (String file : List.of(CONTROL, "PG_VERSION", "backup_label")) {
            if (!Files.exists(draft.resolve(file))) {
                throw PostgresqlErrors.BACKUP_CONTENT.error(
                        component + ": the base backup " + point.id() + " has no " + file,
                        "muster points " + component);
            }
        }
    }

    /// Tablespaces: their files lie below pg_tblspc in a backup.
    private static final class Tablespaces {
        private Tablespaces() {}

        /// Moves each beside the data folder and leaves a link, as PostgreSQL wants it.
        static void move(Path draft, Staging staging) throws IOException {
            for (Path folder : all(draft)) {
                Path place = staging.tablespaces().resolve(folder.getFileName());
                Files.createDirectories(place.getParent());
                Files.move(folder, place);
                Files.createSymbolicLink(folder, place);
            }
            // it would send the server to the places of the old host
            Files.deleteIfExists(draft.resolve("tablespace_map"));
        }

        static void take(Path draft, Owner owner) throws IOException {
            for (Path link : all(draft)) {
                owner.take(link.toRealPath());
            }
        }

        private static List<Path> all(Path draft) throws IOException {
            Path folder = draft.resolve("pg_tblspc");
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.filter(Files::isDirectory).toList();
            }
        }
    }
}

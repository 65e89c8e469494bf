package dev.muster.provider.redis.restore;

import dev.muster.datafolder.Mark;
import dev.muster.datafolder.Place;
import dev.muster.datafolder.Staging;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.redis.export.AofLayout;
import dev.muster.provider.redis.export.Attributes;
import dev.muster.provider.redis.export.CommandCutter;
import dev.muster.provider.redis.export.ReplayPlan;
import dev.muster.provider.redis.export.ReplayPlan.Stretch;
import dev.muster.provider.redis.export.ReplayPlanner;
import dev.muster.provider.redis.export.Version;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.provider.redis.kind.RedisSettings.Server;
import dev.muster.provider.redis.kind.RestoredConfig;
import dev.muster.provider.redis.kind.TargetText;
import dev.muster.provider.redis.recovered.Marks;
import dev.muster.provider.redis.recovered.Programs;
import dev.muster.provider.redis.recovered.RedisProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One restore: checks everything first, works in a staging folder, and ends with one rename.
///
/// The base and what was captured after it become an append-only file: the server itself runs the
/// captured commands again, and none that begins after the target is in it.
public final class Restore {
    /// What a data folder needs beside its base and its commands.
    private static final long MARGIN = 16 << 20;

    private final ComponentId component;
    private final RedisSettings settings;
    private final RestoreRequest request;
    private final BackupReader base;
    private final LogReader logs;
    private final Operation operation;
    private final Path data;
    private final RecoveryPoint point;

    public Restore(
            ComponentId component,
            RedisSettings settings,
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
    }

    /// Whether [#run] could be done, as far as that can be told without reading what was captured.
    public void require() throws InterruptedException {
        Place place = place();
        if (!place.isComplete()) {
            requirePlace(place, plan());
        }
    }

    public RestoreReport run() throws InterruptedException {
        operation.progress().stage("checking the target");
        Place place = place();
        if (place.isComplete()) {
            return RestoreReport.COMPLETE;
        }
        ReplayPlan plan = plan();
        Version version = requirePlace(place, plan);
        Staging staging = Staging.begin(Marks.ERRORS, component, data, operation.token());
        boolean complete = false;
        try {
            long reached = fill(staging.folder(), plan, version.isMultiPart());
            staging.complete();
            complete = true;
            return report(plan, reached);
        } catch (IOException error) {
            throw failed(error);
        } finally {
            if (!complete) {
                staging.discard();
            }
        }
    }

    private Place place() {
        return Place.fresh(Marks.ERRORS, component, data, operation.token(), targetText());
    }

    private String targetText() {
        return (TargetText.of(request.target())
                        + request.line().map(line -> " on " + line).orElse(""))
                .replace('\n', ' ');
    }

    private ReplayPlan plan() {
        return new ReplayPlanner(point, logs).plan(request.target(), request.line());
    }

    /// @return of the server that the folder is for
    private Version requirePlace(Place place, ReplayPlan plan) throws InterruptedException {
        Version written = written();
        Optional<Server> server = settings.server().filter(this::isServers);
        Version version = written;
        if (server.isPresent()) {
            Path bin = Path.of(server.get().bin().path());
            version = Programs.require(component, bin, written);
            if (RedisProcess.on(data).isEmpty()) {
                Programs.requirePort(component, server.get().port().number());
            }
        }
        place.requireUsable(new ByteSize(point.logical().bytes() + plan.bytes() + MARGIN));
        return version;
    }

    private boolean isServers(Server server) {
        return Path.of(server.data().path()).equals(data);
    }

    private Version written() {
        boolean valkey = base.attribute(Attributes.PRODUCT).filter("valkey"::equals).isPresent();
        return base.attribute(Attributes.VERSION)
                .flatMap(text -> Version.parse(valkey, text))
                .orElseThrow(() -> content("does not say its version"));
    }

    private RuntimeException content(String what) {
        return RedisErrors.BACKUP_CONTENT.error(
                component + ": the base backup " + point.id() + " " + what,
                "muster points " + component);
    }

    /// @return the offset that it then stands at
    private long fill(Path draft, ReplayPlan plan, boolean multiPart)
            throws IOException, InterruptedException {
        operation.progress().stage("copying files");
        base.extract(draft, Attributes.DUMP::equals, operation.progress());
        Path dump = draft.resolve(Attributes.DUMP);
        if (!Files.exists(dump)) {
            throw content("has no " + Attributes.DUMP);
        }
        Path commands = layOut(draft, dump, multiPart);
        operation.progress().stage("laying out commands");
        operation.progress().total(plan.bytes());
        long reached = append(commands, plan);
        Mark.sync(multiPart ? draft.resolve(AofLayout.FOLDER) : draft);
        configure(draft, multiPart);
        mark(plan, reached).write(draft, Mark.RESTORED);
        operation.checkCancelled();
        return reached;
    }

    /// @return the file that the commands go to the end of
    private static Path layOut(Path draft, Path dump, boolean multiPart) throws IOException {
        if (!multiPart) {
            Path file = draft.resolve(AofLayout.SINGLE);
            Files.move(dump, file);
            return file;
        }
        Files.createDirectory(
                draft.resolve(AofLayout.FOLDER),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.move(dump, draft.resolve(AofLayout.BASE));
        Mark.replace(draft.resolve(AofLayout.MANIFEST), AofLayout.manifest());
        Path commands = draft.resolve(AofLayout.COMMANDS);
        Files.createFile(
                commands,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return commands;
    }

    /// Copies to the plan's end and then cuts back to where a command, or a transaction, ended.
    private long append(Path file, ReplayPlan plan) throws IOException, InterruptedException {
        long start = point.from().offset();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long before = channel.size();
            channel.position(before);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20);
            CommandCutter cutter = new CommandCutter(new Counted(out, operation.progress()), start);
            for (Stretch stretch : plan.stretches()) {
                operation.checkCancelled();
                logs.copy(
                        new LogPosition(stretch.line(), stretch.from()),
                        new LogPosition(stretch.line(), stretch.to()),
                        cutter);
            }
            out.flush();
            channel.truncate(before + cutter.boundary() - start);
            channel.force(true);
            return cutter.boundary();
        }
    }

    private void configure(Path draft, boolean multiPart) throws IOException {
        Optional<Server> server = settings.server().filter(this::isServers);
        List<String> lines = RestoredConfig.lines(data.toString(), server, settings, multiPart);
        Path file = draft.resolve(RestoredConfig.FILE);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    private Mark mark(ReplayPlan plan, long reached) {
        return new Mark(
                Map.of(
                        Mark.TOKEN,
                        operation.token(),
                        Mark.COMPONENT,
                        component.value(),
                        Mark.TARGET,
                        targetText(),
                        "base",
                        point.id(),
                        Marks.VERSION,
                        written().number(),
                        Marks.PRODUCT,
                        base.attribute(Attributes.PRODUCT).orElse("redis"),
                        Mark.REACHED,
                        reached(plan, reached)));
    }

    private static String reached(ReplayPlan plan, long offset) {
        return "offset " + offset + " of " + plan.line();
    }

    private RestoreReport report(ReplayPlan plan, long reached) {
        boolean asked = request.target() instanceof RestoreTarget.AtPosition;
        String note =
                "it stands at "
                        + reached(plan, reached)
                        + (asked && reached != plan.end()
                                ? ": at " + plan.end() + " no command or transaction had ended"
                                : "");
        RestoreReport nothing = RestoreReport.COMPLETE;
        return new RestoreReport(
                nothing.files(),
                nothing.written(),
                nothing.unchanged(),
                List.of(note, "keys whose time has run out since then are gone once it is started"),
                nothing.lost());
    }

    private RuntimeException failed(IOException error) {
        if (String.valueOf(error.getMessage()).contains("No space left")) {
            return RedisErrors.SPACE.error(
                    component + ": the space for " + data + " ran out: " + error.getMessage(),
                    "df -h " + data.getParent(),
                    error);
        }
        return RedisErrors.FOLDER.error(
                component + ": " + data + " could not be made: " + error,
                "df -h " + data.getParent(),
                error);
    }
}

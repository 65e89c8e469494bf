package dev.muster.provider.postgresql;

import dev.muster.kind.ComponentKind;
import dev.muster.kind.LogCapture;
import dev.muster.model.Address;
import dev.muster.model.ErrorCode;
import dev.muster.model.Fence;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.DataStore;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Examination;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.Previews;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.provider.Verification;
import dev.muster.provider.postgresql.backup.BaseBackup;
import dev.muster.provider.postgresql.capture.Capture;
import dev.muster.provider.postgresql.capture.CommitGuard;
import dev.muster.provider.postgresql.capture.Relayed;
import dev.muster.provider.postgresql.capture.Synchronous;
import dev.muster.provider.postgresql.examine.Examiner;
import dev.muster.provider.postgresql.kind.Names;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlKind;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.preview.PostgresqlPreviews;
import dev.muster.provider.postgresql.promote.Follower;
import dev.muster.provider.postgresql.promote.Promote;
import dev.muster.provider.postgresql.recovered.Fencing;
import dev.muster.provider.postgresql.recovered.Launch;
import dev.muster.provider.postgresql.recovered.Verify;
import dev.muster.provider.postgresql.restore.Reach;
import dev.muster.provider.postgresql.restore.Restore;
import dev.muster.provider.postgresql.restore.Use;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// PostgreSQL as a data store. Each operation is a class of its own; this one only hands on.
public final class PostgresqlDataStore implements DataStore<PostgresqlSettings> {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final PostgresqlKind kind = new PostgresqlKind();

    @Override
    public ComponentKind<PostgresqlSettings> kind() {
        return kind;
    }

    @Override
    public Examination examine(Target<PostgresqlSettings> target) throws InterruptedException {
        return examiner(target).run();
    }

    @Override
    public Diagnosis diagnose(Target<PostgresqlSettings> target) throws InterruptedException {
        return examiner(target).diagnose();
    }

    private static Examiner examiner(Target<PostgresqlSettings> target) {
        Optional<Path> bin = target.settings().server().map(s -> Path.of(s.bin().path()));
        return new Examiner(
                source(target),
                target.settings().readFrom().map(_ -> read(target)),
                capture(target),
                receiver(target),
                bin);
    }

    @Override
    public boolean isSpoilt(ErrorCode failed) {
        return failed.equals(PostgresqlErrors.CUT);
    }

    @Override
    public BackupSummary backup(
            Target<PostgresqlSettings> target, BackupWriter writer, Operation operation)
            throws InterruptedException {
        Optional<String> slot = capture(target).map(logs -> receiver(target));
        return new BaseBackup(read(target), writer, operation).take(slot);
    }

    @Override
    public void capture(Target<PostgresqlSettings> target, LogSink sink, Operation operation)
            throws InterruptedException {
        boolean synchronous = capture(target).filter(LogCapture::synchronous).isPresent();
        boolean fromStandby = target.settings().readFrom().isPresent();
        if (fromStandby) {
            Relayed.begin(source(target), receiver(target), synchronous);
        }
        new Capture(read(target), receiver(target), synchronous, fromStandby, sink, operation)
                .run();
    }

    @Override
    public void releaseCommits(Target<PostgresqlSettings> target, Operation operation) {
        Endpoint source = source(target);
        try (Sql sql = Sql.open(source, SILENCE)) {
            new Synchronous(source, sql, receiver(target)).release();
        } catch (SQLException refusal) {
            throw Refusals.error(source, "letting commits through", refusal);
        }
    }

    @Override
    public void watchCommits(
            Target<PostgresqlSettings> target, Predicate<Commits> letThrough, Operation operation)
            throws InterruptedException {
        new CommitGuard(source(target), receiver(target), letThrough, operation).run();
    }

    @Override
    public Path restoreFolder(Target<PostgresqlSettings> target) {
        return Path.of(server(target).data().path());
    }

    @Override
    public void requireRestorable(
            Target<PostgresqlSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        restoring(target, request, base, logs, operation).require();
    }

    @Override
    public boolean leadsTo(RecoveryPoint point, String line, LogReader logs) {
        return Reach.leadsTo(point, line, logs);
    }

    @Override
    public String lineName(LogPosition position) {
        return Line.matches(position)
                ? Integer.toString(Line.of(position).timeline())
                : position.line();
    }

    @Override
    public boolean occurs(
            RestoreRequest request, Stretch stretch, LogReader logs, Operation operation)
            throws InterruptedException {
        return new Reach(request, stretch, logs, operation).holds();
    }

    @Override
    public Optional<Previews<PostgresqlSettings>> previews() {
        return Optional.of(new PostgresqlPreviews());
    }

    @Override
    public RestoreReport restore(
            Target<PostgresqlSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        return restoring(target, request, base, logs, operation).run();
    }

    private static Restore restoring(
            Target<PostgresqlSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation) {
        Use use =
                request.standby()
                        ? new Use.Standby(source(target).conninfo("standby"))
                        : new Use.Recover();
        Optional<Server> server = target.settings().server();
        return new Restore(target.component(), server, request, base, logs, operation, use);
    }

    @Override
    public Started start(Target<PostgresqlSettings> target, Operation operation)
            throws InterruptedException {
        return new Launch(target.component(), server(target), target.settings(), operation).run();
    }

    @Override
    public Optional<String> hindrance(Target<PostgresqlSettings> target, Operation operation)
            throws InterruptedException {
        return promoting(target, operation).hindrance();
    }

    @Override
    public Optional<Following> following(Target<PostgresqlSettings> target) {
        Follower follower = new Follower(target.component(), server(target), target.settings());
        return Optional.of(follower.ask());
    }

    @Override
    public Promotion promote(
            Target<PostgresqlSettings> target,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        return promoting(target, operation).run(base, logs);
    }

    private static Promote promoting(Target<PostgresqlSettings> target, Operation operation) {
        return new Promote(target.component(), server(target), target.settings(), operation);
    }

    @Override
    public Verification verify(Target<PostgresqlSettings> target, Operation operation)
            throws InterruptedException {
        Endpoint endpoint =
                kind.address(target.situation(), target.region())
                        .map(address -> endpoint(target, address))
                        .orElseThrow(() -> noServer(target));
        Optional<Path> data =
                target.settings()
                        .server()
                        .filter(server -> target.region().equals(target.situation().in()))
                        .map(server -> Path.of(server.data().path()));
        return new Verify(
                        target.component(),
                        endpoint,
                        data,
                        target.settings().assertions(),
                        operation)
                .run();
    }

    @Override
    public Fence fence(
            Target<PostgresqlSettings> target, CaptureState receiver, Operation operation) {
        // the old one is asked with what a recovery has at hand
        Endpoint old =
                Endpoint.restored(target.component(), target.settings(), source(target).address());
        Optional<Endpoint> standby =
                target.settings()
                        .readFrom()
                        .map(_ -> read(target).address())
                        .map(address ->
                                Endpoint.restored(target.component(), target.settings(), address));
        return new Fencing(old, standby, capture(target), receiver).run();
    }

    private static Endpoint endpoint(Target<PostgresqlSettings> target, Address address) {
        Endpoint source = source(target);
        return address.equals(source.address())
                ? source
                : Endpoint.restored(target.component(), target.settings(), address);
    }

    private static Endpoint source(Target<PostgresqlSettings> target) {
        return Endpoint.source(target.component(), target.settings());
    }

    private static Endpoint read(Target<PostgresqlSettings> target) {
        return Endpoint.read(target.component(), target.settings());
    }

    private static String receiver(Target<PostgresqlSettings> target) {
        return Names.receiver(target.component());
    }

    private static Optional<LogCapture> capture(Target<PostgresqlSettings> target) {
        return target.situation().protection().flatMap(protection -> protection.logs());
    }

    private static Server server(Target<PostgresqlSettings> target) {
        return target.settings().server().orElseThrow(() -> noServer(target));
    }

    private static MusterException noServer(Target<PostgresqlSettings> target) {
        return PostgresqlErrors.NO_SERVER.error(
                target.component() + ": `recover.server` is missing",
                "server: { bin: /usr/lib/postgresql/18/bin, data: /var/lib/postgresql/18/"
                        + target.component()
                        + ", port: 5432 }");
    }
}

package dev.muster.provider.mariadb;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Address;
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
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.provider.Verification;
import dev.muster.provider.mariadb.backup.BaseBackup;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.capture.Capture;
import dev.muster.provider.mariadb.examine.Examiner;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbKind;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.provider.mariadb.kind.MariadbSettings.Server;
import dev.muster.provider.mariadb.recovered.Fencing;
import dev.muster.provider.mariadb.recovered.Launch;
import dev.muster.provider.mariadb.recovered.Programs;
import dev.muster.provider.mariadb.recovered.Verify;
import dev.muster.provider.mariadb.replication.BinlogStream;
import dev.muster.provider.mariadb.restore.Chain;
import dev.muster.provider.mariadb.restore.Restore;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// MariaDB as a data store. Each operation is a class of its own; this one only hands on.
public final class MariadbDataStore implements DataStore<MariadbSettings> {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final MariadbKind kind = new MariadbKind();

    @Override
    public ComponentKind<MariadbSettings> kind() {
        return kind;
    }

    @Override
    public Examination examine(Target<MariadbSettings> target) throws InterruptedException {
        return examiner(target).run();
    }

    @Override
    public Diagnosis diagnose(Target<MariadbSettings> target) throws InterruptedException {
        return examiner(target).diagnose();
    }

    private static Examiner examiner(Target<MariadbSettings> target) {
        boolean captures =
                target.situation().protection().filter(how -> how.logs().isPresent()).isPresent();
        return new Examiner(source(target), target.settings(), captures);
    }

    @Override
    public BackupSummary backup(
            Target<MariadbSettings> target, BackupWriter writer, Operation operation)
            throws InterruptedException {
        operation.checkCancelled();
        Endpoint source = source(target);
        String version;
        try (Sql sql = Sql.open(source, SILENCE)) {
            version = sql.value("SELECT VERSION()");
        }
        String series =
                Programs.series(version)
                        .orElseThrow(() ->
                                MariadbErrors.VERSION.error(
                                        source + ": this is " + version + ", not MariaDB",
                                        "correct `connection`"));
        Path tool = Programs.backup(target.component(), target.settings(), series);
        return new BaseBackup(source, tool, replica(target, "backup"), writer, operation).run();
    }

    @Override
    public void capture(Target<MariadbSettings> target, LogSink sink, Operation operation)
            throws InterruptedException {
        new Capture(source(target), replica(target, "capture"), sink, operation).run();
    }

    private static long replica(Target<MariadbSettings> target, String purpose) {
        return BinlogStream.replica("muster " + target.component() + " " + purpose);
    }

    @Override
    public Path restoreFolder(Target<MariadbSettings> target) {
        return Path.of(server(target).data().path());
    }

    @Override
    public boolean leadsTo(RecoveryPoint point, String line, LogReader logs) {
        return Chain.leadsTo(point, line, logs);
    }

    /// A file of the log by its name.
    @Override
    public String lineName(LogPosition position) {
        return BinlogFile.of(position.line()).map(BinlogFile::name).orElse(position.line());
    }

    @Override
    public void requireRestorable(
            Target<MariadbSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        restoring(target, request, base, logs, operation).require();
    }

    @Override
    public boolean occurs(
            RestoreRequest request, Stretch stretch, LogReader logs, Operation operation)
            throws InterruptedException {
        return Restore.occurs(request, stretch, logs, operation);
    }

    @Override
    public RestoreReport restore(
            Target<MariadbSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        return restoring(target, request, base, logs, operation).run();
    }

    private static Restore restoring(
            Target<MariadbSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation) {
        return new Restore(target.component(), target.settings(), request, base, logs, operation);
    }

    @Override
    public Started start(Target<MariadbSettings> target, Operation operation)
            throws InterruptedException {
        return new Launch(target.component(), server(target), target.settings(), operation).run();
    }

    @Override
    public Verification verify(Target<MariadbSettings> target, Operation operation)
            throws InterruptedException {
        Endpoint endpoint =
                kind.address(target.situation(), target.region())
                        .map(address -> endpoint(target, address))
                        .orElseThrow(() -> noServer(target));
        Optional<Path> data =
                target.settings()
                        .server()
                        .filter(_ -> target.region().equals(target.situation().in()))
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
    public Fence fence(Target<MariadbSettings> target, CaptureState receiver, Operation operation) {
        // the old one is asked with what a recovery has at hand
        Address old = MariadbKind.protectedAddress(target.settings());
        return new Fencing(Endpoint.restored(target.component(), target.settings(), old)).run();
    }

    private static Endpoint endpoint(Target<MariadbSettings> target, Address address) {
        Endpoint source = source(target);
        return address.equals(source.address())
                ? source
                : Endpoint.restored(target.component(), target.settings(), address);
    }

    private static Endpoint source(Target<MariadbSettings> target) {
        return Endpoint.source(target.component(), target.settings());
    }

    private static Server server(Target<MariadbSettings> target) {
        return target.settings().server().orElseThrow(() -> noServer(target));
    }

    private static MusterException noServer(Target<MariadbSettings> target) {
        return MariadbErrors.NO_SERVER.error(
                target.component() + ": `recover.server` is missing",
                "server: { bin: /usr/sbin, data: /var/lib/mysql-"
                        + target.component()
                        + ", port: 3307 }");
    }
}

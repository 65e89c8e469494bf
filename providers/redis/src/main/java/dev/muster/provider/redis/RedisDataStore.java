package dev.muster.provider.redis;

import dev.muster.kind.ComponentKind;
import dev.muster.kind.LogCapture;
import dev.muster.model.Address;
import dev.muster.model.Fence;
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
import dev.muster.provider.redis.backup.BaseBackup;
import dev.muster.provider.redis.capture.Capture;
import dev.muster.provider.redis.examine.Examiner;
import dev.muster.provider.redis.export.ReplayPlanner;
import dev.muster.provider.redis.kind.Names;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.RedisKind;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.provider.redis.kind.RedisSettings.Server;
import dev.muster.provider.redis.recovered.Fencing;
import dev.muster.provider.redis.recovered.Launch;
import dev.muster.provider.redis.recovered.Verify;
import dev.muster.provider.redis.restore.Restore;
import dev.muster.provider.redis.source.Endpoint;
import java.nio.file.Path;
import java.util.Optional;

/// Redis as a data store. Each operation is a class of its own; this one only hands on.
public final class RedisDataStore implements DataStore<RedisSettings> {
    private static final String BACKUP = "_backup";

    private final RedisKind kind = new RedisKind();

    @Override
    public ComponentKind<RedisSettings> kind() {
        return kind;
    }

    @Override
    public Examination examine(Target<RedisSettings> target) {
        return examiner(target).run();
    }

    @Override
    public Diagnosis diagnose(Target<RedisSettings> target) {
        return examiner(target).diagnose();
    }

    private static Examiner examiner(Target<RedisSettings> target) {
        Optional<LogCapture> logs =
                target.situation().protection().flatMap(protection -> protection.logs());
        return new Examiner(source(target), logs);
    }

    @Override
    public BackupSummary backup(
            Target<RedisSettings> target, BackupWriter writer, Operation operation)
            throws InterruptedException {
        String name = Names.receiver(target.component()) + BACKUP;
        return new BaseBackup(source(target), name, writer, operation).take();
    }

    @Override
    public void capture(Target<RedisSettings> target, LogSink sink, Operation operation)
            throws InterruptedException {
        new Capture(source(target), Names.receiver(target.component()), sink, operation).run();
    }

    @Override
    public Path restoreFolder(Target<RedisSettings> target) {
        return Path.of(server(target).data().path());
    }

    @Override
    public void requireRestorable(
            Target<RedisSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        restoring(target, request, base, logs, operation).require();
    }

    @Override
    public boolean leadsTo(RecoveryPoint point, String line, LogReader logs) {
        return new ReplayPlanner(point, logs).leadsTo(line);
    }

    @Override
    public RestoreReport restore(
            Target<RedisSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        return restoring(target, request, base, logs, operation).run();
    }

    private static Restore restoring(
            Target<RedisSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation) {
        return new Restore(target.component(), target.settings(), request, base, logs, operation);
    }

    @Override
    public Started start(Target<RedisSettings> target, Operation operation)
            throws InterruptedException {
        return new Launch(
                        target.component(),
                        server(target),
                        target.settings(),
                        address(target),
                        operation)
                .run();
    }

    @Override
    public Verification verify(Target<RedisSettings> target, Operation operation)
            throws InterruptedException {
        Endpoint source = source(target);
        Address address = address(target);
        Endpoint endpoint =
                address.equals(source.address())
                        ? source
                        : Endpoint.restored(target.component(), target.settings(), address);
        return new Verify(endpoint, target.settings().assertions(), operation).run();
    }

    @Override
    public Fence fence(Target<RedisSettings> target, CaptureState receiver, Operation operation) {
        // the old one is asked with what a recovery has at hand
        Address address = source(target).address();
        return new Fencing(Endpoint.restored(target.component(), target.settings(), address)).run();
    }

    private Address address(Target<RedisSettings> target) {
        return kind.address(target.situation(), target.region())
                .orElseThrow(() -> noServer(target));
    }

    private static Endpoint source(Target<RedisSettings> target) {
        return Endpoint.source(target.component(), target.settings());
    }

    private static Server server(Target<RedisSettings> target) {
        return target.settings().server().orElseThrow(() -> noServer(target));
    }

    private static MusterException noServer(Target<RedisSettings> target) {
        return RedisErrors.NO_SERVER.error(
                target.component() + ": `recover.server` is missing",
                "server: { bin: /usr/bin, data: /var/lib/redis/"
                        + target.component()
                        + ", port: 6379 }");
    }
}

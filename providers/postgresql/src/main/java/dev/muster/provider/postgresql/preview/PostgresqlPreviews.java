package dev.muster.provider.postgresql.preview;

import dev.muster.datafolder.Mark;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.Previews;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.recovered.Marks;
import dev.muster.provider.postgresql.recovered.Programs;
import dev.muster.provider.postgresql.restore.Restore;
import dev.muster.provider.postgresql.restore.Use;
import java.nio.file.Path;
import java.util.Optional;

/// PostgreSQL's previews: standbys without a primary, paused at a moment of their replay. All the
/// captured log is laid out at the beginning, so that moving on is a restart with another target.
public final class PostgresqlPreviews implements Previews<PostgresqlSettings> {
    @Override
    public boolean isPreview(Target<PostgresqlSettings> target, Path folder) {
        return mark(target.component(), folder).isPresent();
    }

    @Override
    public Shown open(
            Target<PostgresqlSettings> target,
            RestoreRequest request,
            int port,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        Server server = server(target);
        if (mark(target.component(), request.into()).isEmpty()) {
            Programs.requirePort(target.component(), port);
            Restore restore =
                    new Restore(
                            target.component(),
                            Optional.of(server),
                            request,
                            base,
                            logs,
                            operation,
                            new Use.Preview(port));
            restore.run();
        }
        return look(target, request.into(), operation);
    }

    @Override
    public Shown look(Target<PostgresqlSettings> target, Path folder, Operation operation)
            throws InterruptedException {
        return copy(target, folder, operation).show();
    }

    @Override
    public Shown advance(
            Target<PostgresqlSettings> target,
            Path folder,
            RestoreTarget later,
            Operation operation)
            throws InterruptedException {
        return copy(target, folder, operation).advance(later);
    }

    @Override
    public void discard(Target<PostgresqlSettings> target, Path folder, Operation operation)
            throws InterruptedException {
        copy(target, folder, operation).discard();
    }

    @Override
    public ByteSize extract(
            Target<PostgresqlSettings> target, Path folder, Part part, Operation operation)
            throws InterruptedException {
        ScratchCopy copy = copy(target, folder, operation);
        copy.show();
        return new Extraction(copy.endpoint(), Path.of(server(target).bin().path()), operation)
                .run(part);
    }

    private static ScratchCopy copy(
            Target<PostgresqlSettings> target, Path folder, Operation operation)
            throws InterruptedException {
        Path data = folder.toAbsolutePath().normalize();
        Mark mark =
                mark(target.component(), data)
                        .orElseThrow(() ->
                                PostgresqlErrors.NO_PREVIEW.error(
                                        target.component() + ": " + data + " holds no preview",
                                        "muster restore "
                                                + target.component()
                                                + " --preview --into DIR"));
        return new ScratchCopy(
                target.component(), server(target), target.settings(), data, mark, operation);
    }

    /// Empty where the folder is not a preview of that component.
    private static Optional<Mark> mark(ComponentId component, Path folder) {
        return Marks.read(component, folder, Marks.PREVIEW)
                .filter(mark ->
                        mark.value(Mark.COMPONENT).filter(component.value()::equals).isPresent());
    }

    private static Server server(Target<PostgresqlSettings> target) {
        return target.settings()
                .server()
                .orElseThrow(() ->
                        PostgresqlErrors.NO_SERVER.error(
                                target.component()
                                        + ": `recover.server` is missing, whose programs open a"
                                        + " preview",
                                "server: { bin: /usr/lib/postgresql/18/bin, data: ..., port: ..."
                                        + " }"));
    }
}

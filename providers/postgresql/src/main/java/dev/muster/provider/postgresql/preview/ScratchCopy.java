package dev.muster.provider.postgresql.preview;

import dev.muster.datafolder.Mark;
import dev.muster.kind.Tls;
import dev.muster.model.ComponentId;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.Operation;
import dev.muster.provider.Previews.Shown;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Connection;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.kind.TargetText;
import dev.muster.provider.postgresql.recovered.AutoConfiguration;
import dev.muster.provider.postgresql.recovered.Marks;
import dev.muster.provider.postgresql.recovered.Owner;
import dev.muster.provider.postgresql.recovered.Programs;
import dev.muster.provider.postgresql.recovered.StandbyServer;
import dev.muster.provider.postgresql.recovered.Standing;
import dev.muster.provider.postgresql.restore.Discarding;
import dev.muster.provider.postgresql.restore.Reach;
import dev.muster.provider.postgresql.source.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// One preview's folder and server.
final class ScratchCopy {
    private final ComponentId component;
    private final Server server;
    private final Path data;
    private final Owner owner;
    private final Connection connection;
    private final Operation operation;
    private Mark mark;

    ScratchCopy(
            ComponentId component,
            Server server,
            PostgresqlSettings settings,
            Path data,
            Mark mark,
            Operation operation)
            throws InterruptedException {
        this.component = component;
        this.server = server;
        this.data = data;
        this.mark = mark;
        this.operation = operation;
        this.owner = Owner.of(component, data, server.user());
        this.connection = onThisHost(settings.recovered());
    }

    /// A preview has no certificates, and no network between.
    private static Connection onThisHost(Connection connection) {
        return new Connection(
                connection.host(),
                connection.port(),
                connection.user(),
                connection.password(),
                connection.database(),
                Tls.PREFER);
    }

    Endpoint endpoint() {
        return standby().endpoint();
    }

    private StandbyServer standby() {
        Path bin = Path.of(server.bin().path());
        return new StandbyServer(component, bin, data, mark, owner, connection, operation);
    }

    Shown show() throws InterruptedException {
        int major = mark.value(Marks.MAJOR).map(Integer::valueOf).orElse(0);
        Programs.require(component, Path.of(server.bin().path()), major);
        return shown(standby().stand());
    }

    private Shown shown(Standing standing) {
        Endpoint endpoint = endpoint();
        return new Shown(
                endpoint.address(),
                Lsn.text(standing.position()),
                asked().or(standing::lastTransaction),
                standing.lastTransaction(),
                standing.atEnd(),
                "psql -h "
                        + endpoint.address().host()
                        + " -p "
                        + endpoint.address().port()
                        + " -U "
                        + connection.user()
                        + " "
                        + connection.database());
    }

    /// Order: the mark says the new moment when the server stands there. Whoever dies before leaves
    /// a preview that stands at the old or the new moment, and the same command again brings it to
    /// the new one.
    Shown advance(RestoreTarget later) throws InterruptedException {
        Standing now = standby().stand();
        requireLater(later, now);
        StandbyServer standby = standby();
        try {
            AutoConfiguration.retarget(data, Reach.setting(later));
            owner.take(data.resolve("postgresql.auto.conf"));
            operation.progress().stage("moving on");
            standby.stop();
            Standing reached = standby.stand();
            mark =
                    mark.with(Mark.TARGET, TargetText.of(later).replace('\n', ' '))
                            .with(Marks.MOMENT, moment(later));
            mark.write(data, Marks.PREVIEW);
            owner.take(data.resolve(Marks.PREVIEW));
            return shown(reached);
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    component + ": " + data + " cannot be written: " + error,
                    "ls -l " + data,
                    error);
        }
    }

    /// The time that was asked for; empty where it was no time.
    private Optional<Instant> asked() {
        return mark.value(Marks.MOMENT).filter(text -> !text.isEmpty()).map(Instant::parse);
    }

    private static String moment(RestoreTarget target) {
        return target instanceof RestoreTarget.AtTime at ? at.time().toString() : "";
    }

    private void requireLater(RestoreTarget later, Standing now) {
        boolean isLater =
                switch (later) {
                    case RestoreTarget.AtTime at -> isAfter(at.time(), now);
                    case RestoreTarget.AtPosition at ->
                            Long.compareUnsigned(at.position().offset(), now.position()) > 0;
                    case RestoreTarget.Latest _,
                            RestoreTarget.AtTransaction _,
                            RestoreTarget.AtName _ ->
                            true;
                };
        if (!isLater) {
            throw PostgresqlErrors.NOT_LATER.error(
                    component
                            + ": the preview stands at "
                            + Lsn.text(now.position())
                            + now.lastTransaction().map(at -> ", " + at).orElse("")
                            + ", which is not before "
                            + TargetText.of(later),
                    "muster restore " + component + " --preview --to ... --into ANOTHER");
        }
    }

    private boolean isAfter(Instant time, Standing now) {
        return asked().filter(at -> !time.isAfter(at)).isEmpty()
                && now.lastTransaction().filter(time::isBefore).isEmpty();
    }

    void discard() throws InterruptedException {
        standby().stop();
        try {
            Discarding.of(data);
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    component + ": " + data + " cannot be deleted: " + error,
                    "rm -r " + data,
                    error);
        }
    }
}

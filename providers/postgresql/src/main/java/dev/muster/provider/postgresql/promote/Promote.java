package dev.muster.provider.postgresql.promote;

import dev.muster.datafolder.Mark;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Promotion;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.log.History;
import dev.muster.provider.postgresql.recovered.Marks;
import dev.muster.provider.postgresql.recovered.StandbyHere;
import dev.muster.provider.postgresql.restore.Occupant;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/// Lets the standby in the recovery server's place take over.
///
/// The old primary is fenced before, so nothing is added to the captured log any more. Whoever has
/// more, standby or vault, is what comes back: a standby that lacks captured records gets them
/// first, and one that cannot get them is not promoted.
///
/// It may be run again at any point. Before the standby is told to take over, a mark in its folder
/// says who told it and what it must have replayed; a server that took over without that mark did
/// so for somebody else, and is accepted only if it has all that was captured.
public final class Promote {
    private final ComponentId component;
    private final StandbyHere standby;
    private final Operation operation;
    private final Patroni patroni;

    public Promote(
            ComponentId component,
            Server server,
            PostgresqlSettings settings,
            Operation operation) {
        this.component = component;
        this.operation = operation;
        this.standby = new StandbyHere(component, server, settings, operation);
        this.patroni = new Patroni(component, settings.patroni(), standby.data());
    }

    /// What speaks against a promotion before anything is done; empty if nothing is known to.
    ///
    /// @throws MusterException if neither a promotion nor a restore may take the place
    public Optional<String> hindrance() throws InterruptedException {
        try {
            if (!standby.isThere()) {
                return Optional.of("there is no standby in " + standby.data());
            }
            patroni.requireSilent();
            if (!standby.isStandby() && !standby.isRunning()) {
                requireMine();
            }
            return Optional.empty();
        } catch (IOException error) {
            throw standby.broken(error);
        }
    }

    public Promotion run(BackupReader base, LogReader logs) throws InterruptedException {
        boolean restored =
                standby.mark(Mark.RESTORED)
                        .flatMap(mark -> mark.value(Mark.TOKEN))
                        .filter(operation.token()::equals)
                        .isPresent();
        if (restored) {
            return new Promotion.Impossible("an earlier attempt restored instead", false);
        }
        Optional<String> hindrance = hindrance();
        if (hindrance.isPresent()) {
            return new Promotion.Impossible(hindrance.get(), false);
        }
        CapturedEnd captured = new CapturedEnd(base, logs, operation);
        try {
            requireCluster(captured);
            return standby.isStandby() ? promote(captured) : accept(captured);
        } catch (IOException error) {
            throw standby.broken(error);
        }
    }

    private void requireCluster(CapturedEnd captured) throws IOException {
        String there = Occupant.system(standby.data());
        if (!there.equals(captured.system())) {
            throw PostgresqlErrors.NO_STANDBY.error(
                    component
                            + ": "
                            + standby.data()
                            + " is of another cluster: its system identifier is "
                            + there
                            + ", the backup's "
                            + captured.system(),
                    away());
        }
    }

    private Promotion promote(CapturedEnd captured) throws IOException, InterruptedException {
        try {
            standby.stand();
        } catch (MusterException refused) {
            return impossible("it does not start: " + refused.getMessage());
        }
        operation.progress().stage("comparing with the captured log");
        CatchUp catchUp = new CatchUp(standby, captured, operation);
        CatchUp.Result result;
        try {
            result = catchUp.run();
        } catch (SQLException unasked) {
            return impossible("it cannot be asked: " + unasked.getMessage());
        }
        return switch (result) {
            case CatchUp.Result.Has has -> {
                operation.progress().stage("promoting");
                standby.promote(has.until());
                yield confirmed(has.until());
            }
            case CatchUp.Result.Lacks lacks -> impossible(lacks.why());
        };
    }

    private Promotion confirmed(long until) throws IOException, InterruptedException {
        TakingOver.await(standby, operation);
        requireFar(until);
        return new Promotion.Promoted(standby.confirm());
    }

    /// Committed transactions would be missing.
    private void requireFar(long until) throws IOException, InterruptedException {
        long end = standby.left().end();
        if (Long.compareUnsigned(end, until) < 0) {
            standby.stop("immediate");
            throw PostgresqlErrors.FELL_SHORT.error(
                    component
                            + ": the standby took over at "
                            + Lsn.text(end)
                            + ", but the captured log goes on to "
                            + Lsn.text(until),
                    away());
        }
    }

    /// A standby has no need for what is put aside, and a restore takes its place.
    private Promotion impossible(String why) throws InterruptedException {
        operation.progress().stage("stopping the standby");
        standby.stop("fast");
        return new Promotion.Impossible(why, true);
    }

    /// It took over already.
    private Promotion accept(CapturedEnd captured) throws IOException, InterruptedException {
        standby.stand();
        Optional<Long> promised =
                mine().flatMap(mark -> mark.value(Marks.WHOLE_UNTIL)).map(Long::valueOf);
        if (promised.isPresent()) {
            return confirmed(promised.get());
        }
        History.Forebear left = standby.left();
        Beyond beyond = captured.of(left.timeline(), standby.past(left.timeline()), left.end());
        if (!(beyond instanceof Beyond.Nothing)) {
            throw PostgresqlErrors.NO_STANDBY.error(
                    component
                            + ": the server on "
                            + standby.data()
                            + " was promoted at "
                            + Lsn.text(left.end())
                            + " by somebody else, and the vault holds log that it lacks",
                    away());
        }
        return new Promotion.Promoted(standby.confirm());
    }

    private Optional<Mark> mine() {
        return standby.mark(Marks.PROMOTED)
                .filter(mark ->
                        mark.value(Mark.TOKEN).filter(operation.token()::equals).isPresent());
    }

    private void requireMine() {
        if (mine().isEmpty() && !isRestored()) {
            throw PostgresqlErrors.NO_STANDBY.error(
                    component + ": " + standby.data() + " holds a cluster that is no standby",
                    away());
        }
    }

    private boolean isRestored() {
        return standby.mark(Mark.RESTORED)
                .flatMap(mark -> mark.value(Mark.TOKEN))
                .filter(operation.token()::equals)
                .isPresent();
    }

    private String away() {
        return "stop the server there, look at it, then: mv "
                + standby.data()
                + " "
                + standby.data()
                + ".old";
    }
}

package dev.muster.demo.story;

import dev.muster.demo.DemoErrors;
import dev.muster.demo.world.DemoLoad;
import dev.muster.demo.world.DemoNames;
import dev.muster.demo.world.DemoSeat;
import dev.muster.demo.world.DemoWorld;
import dev.muster.drill.measure.Loss;
import dev.muster.engine.embedded.RunResult;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Timing;
import dev.muster.operations.Call;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.backup.BackupJob;
import dev.muster.operations.facts.FactsReader;
import dev.muster.operations.recovery.PlannedMove;
import dev.muster.operations.recovery.Recovery;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.operations.upkeep.VaultUpkeep;
import dev.muster.plan.RecoveryPlan;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.Purpose;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import dev.muster.strategy.Component;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The way home, after the lost region is there again with nothing in it: a copy of the vault, a
/// standby out of the vault, and a planned move while the client goes on writing. It does what the
/// page about standbys has a person type.
final class Homecoming {
    /// Orders that are acknowledged before the move, and after it.
    private static final int MORE_ORDERS = 100;

    private final DemoWorld world;
    private final DemoNames names;
    private final DemoParts parts;
    private final RandomGenerator random;
    private final Timing timing;
    private final Consumer<DemoNews> news;
    private final DemoSeat seat;
    private final Onlooker onlooker;

    Homecoming(
            DemoWorld world,
            DemoNames names,
            DemoParts parts,
            RandomGenerator random,
            Timing timing,
            Consumer<DemoNews> news) {
        this.world = world;
        this.names = names;
        this.parts = parts;
        this.random = random;
        this.timing = timing;
        this.news = news;
        this.seat = world.layout().seatOfWayBack();
        this.onlooker = new Onlooker(world, names, seat, timing);
    }

    DemoResult.Part run() throws InterruptedException {
        Loss known = Loss.compare(world.ledger(), world.orders());
        news.accept(new DemoNews.Recovered(known.acknowledged(), known.lost().size()));
        world.northReturns();
        news.accept(new DemoNews.NorthBack());
        Site site = parts.open(seat);
        site.vaults().create(names.vault()).close();
        requireCopied(new VaultUpkeep(site, names.vault()).catchUp().problems());
        Component<?> database = site.targets().component(names.database());
        new BackupJob(site).run(database, Progress.SILENT, new Cancellation());
        world.startMusterInNorth(parts.serve(seat));
        onlooker.awaitCapture(site);
        standby(site, database);
        world.startClient(DemoLoad.USUAL);
        onlooker.awaitAcknowledged(onlooker.acknowledged() + MORE_ORDERS);
        Instant at = timing.instant();
        RunRecord run = move(site, at);
        onlooker.awaitAcknowledged(onlooker.acknowledged() + MORE_ORDERS);
        onlooker.awaitGood(at);
        return onlooker.measure(site, run, at, world.layout().results().resolve("failback"));
    }

    private void requireCopied(List<String> problems) {
        if (!problems.isEmpty()) {
            throw DemoErrors.PROGRAM.error(
                    "the vault's copy in " + names.north() + ": " + problems.getFirst(),
                    "tail " + seat.log());
        }
    }

    /// Makes the standby out of the vault's new copy, and waits until it follows.
    private void standby(Site site, Component<?> database) throws InterruptedException {
        long began = timing.nanos();
        RecoveryPoint point = restore(site, database);
        world.startStandby();
        news.accept(
                new DemoNews.StandbyMade(
                        point.logical(), Duration.ofNanos(timing.nanos() - began)));
    }

    private <S extends Record> RecoveryPoint restore(Site site, Component<S> database)
            throws InterruptedException {
        Target<S> target =
                site.targets().restored(database, names.north(), new RestoreTarget.Latest());
        Path folder = site.dataStore(database).restoreFolder(target);
        Call call = Call.outsideRuns(site, "demo-standby", Progress.SILENT, new Cancellation());
        return new RestoreJob(site)
                .run(database, target, RestoreRequest.standby(folder), call)
                .point();
    }

    /// `muster failback`.
    private RunRecord move(Site site, Instant at) throws InterruptedException {
        Recovery recovery = new Recovery(site, random::nextDouble, Set.of());
        RecoveryPlan plan =
                recovery.plan(
                        names.wayBack(), new RestoreTarget.Latest(), new FactsReader(site).read());
        requireNone(new PlannedMove(site).obstacles(plan));
        requireNone(recovery.obstacles(plan));
        Trigger trigger =
                new Trigger(
                        Optional.empty(),
                        at,
                        timing.instant(),
                        new Actor("you"),
                        "muster failback " + names.wayBack());
        RunStart start = recovery.prepare(plan, new Purpose.Recovery(), trigger);
        news.accept(new DemoNews.Moving(at, start.run().value()));
        RunResult result = recovery.begin(start, _ -> {}).await();
        if (result.stop() instanceof RunResult.Stop.Broken(MusterException error)) {
            throw error;
        }
        recovery.home(names.north()).finish(result.record());
        if (result.record().end() != EndState.SUCCEEDED) {
            throw DemoErrors.PROGRAM.error(
                    "run " + start.run() + " did not succeed: " + result.stop(),
                    "tail " + seat.log());
        }
        return result.record();
    }

    private static void requireNone(List<MusterException> obstacles) {
        if (!obstacles.isEmpty()) {
            throw obstacles.getFirst();
        }
    }
}

package dev.muster.demo.story;

import dev.muster.check.Checker;
import dev.muster.demo.DemoErrors;
import dev.muster.demo.client.OutsideClientMain;
import dev.muster.demo.world.DemoHome;
import dev.muster.demo.world.DemoLoad;
import dev.muster.demo.world.DemoNames;
import dev.muster.demo.world.DemoPrograms;
import dev.muster.demo.world.DemoWorld;
import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.fault.LocalRegion;
import dev.muster.drill.measure.Outage;
import dev.muster.kind.Facts;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.RunHome;
import dev.muster.operations.window.ProtectionReader;
import dev.muster.record.RunRecord;
import dev.muster.server.DaemonStatus;
import dev.muster.server.StatusFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Runs the demo. What recovers is an ordinary `muster serve` in the southern region, which knows
/// nothing of this class; this class only breaks things and looks from outside.
public final class DemoStory {
    /// Orders that are acknowledged before the loss.
    private static final int ENOUGH_ORDERS = 300;

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private final DemoHome home;
    private final DemoNames names;
    private final DemoPrograms programs;
    private final DemoParts parts;
    private final RandomGenerator random;
    private final Timing timing;
    private final Consumer<DemoNews> news;

    public DemoStory(
            DemoHome home,
            DemoNames names,
            DemoPrograms programs,
            DemoParts parts,
            RandomGenerator random,
            Timing timing,
            Consumer<DemoNews> news) {
        this.home = home;
        this.names = names;
        this.programs = programs;
        this.parts = parts;
        this.random = random;
        this.timing = timing;
        this.news = news;
    }

    /// Runs it to its end. However it ends, no process is left over.
    ///
    /// @throws InterruptedException when interrupted; the folder is removed then
    public DemoResult run() throws InterruptedException {
        try (DemoWorld world = DemoWorld.create(home, names, programs, random, timing)) {
            world.closeOnExit();
            news.accept(new DemoNews.WorldMade(world.layout()));
            Site site = parts.open(world.layout());
            news.accept(
                    new DemoNews.Checked(
                            site.strategy().components().size(),
                            Checker.check(site.strategy(), Facts.NONE)));
            site.vaults().create(names.vault()).close();
            startNorth(world);
            protect(world, site);
            load(world);
            LocalRegion.Lost lost = world.northernRegion().lose(timing);
            news.accept(new DemoNews.Lost(lost.at(), lost.processes()));
            RunRecord run = recovered(world, site);
            DemoResult result = measure(world, site, run, lost.at());
            world.finish();
            news.accept(new DemoNews.Measured(result));
            return result;
        }
    }

    private void startNorth(DemoWorld world) throws InterruptedException {
        long began = timing.nanos();
        world.startNorth();
        world.openFrontDoor();
        news.accept(
                new DemoNews.NorthUp(DemoWorld.ORDERS, Duration.ofNanos(timing.nanos() - began)));
    }

    /// Starts the daemon in the southern region, and waits until a base backup is there and the
    /// database's commits wait for the capture.
    private void protect(DemoWorld world, Site site) throws InterruptedException {
        long began = timing.nanos();
        world.startMuster(parts.serve(world.layout()));
        StatusFile file = new StatusFile(site.state().daemon());
        String database = names.database().value();
        patience(world)
                .await(
                        "protection of " + database,
                        SOON,
                        () ->
                                file.read()
                                        .map(status -> status.components().get(database))
                                        .filter(DemoStory::isProtected));
        RecoveryPoint point =
                new ProtectionReader(site)
                        .points(site.targets().component(names.database()))
                        .getLast();
        news.accept(
                new DemoNews.Protected(
                        point.logical(), point.stored(), Duration.ofNanos(timing.nanos() - began)));
    }

    private static boolean isProtected(DaemonStatus.Protected status) {
        return status.point().isPresent() && status.commitsWait();
    }

    private void load(DemoWorld world) throws InterruptedException {
        world.startClient(DemoLoad.USUAL);
        long acknowledged =
                patience(world)
                        .await(
                                ENOUGH_ORDERS + " acknowledged orders",
                                SOON,
                                () ->
                                        Optional.of(acknowledged(world.ledger()))
                                                .filter(count -> count >= ENOUGH_ORDERS));
        news.accept(new DemoNews.Loaded(acknowledged));
    }

    private static long acknowledged(List<LedgerEntry> ledger) {
        return ledger.stream().filter(entry -> entry.acknowledgedAt().isPresent()).count();
    }

    private RunRecord recovered(DemoWorld world, Site site) throws InterruptedException {
        StatusFile file = new StatusFile(site.state().daemon());
        String scenario = names.scenario().value();
        DaemonStatus.Recovering begun =
                patience(world)
                        .await(
                                "detection of the loss",
                                SOON,
                                () -> file.read().map(status -> status.recoveries().get(scenario)));
        news.accept(new DemoNews.Recovering(begun.run()));
        DaemonStatus.Recovering ended =
                patience(world)
                        .await(
                                "the end of run " + begun.run(),
                                RECOVERY,
                                () ->
                                        file.read()
                                                .map(status -> status.recoveries().get(scenario))
                                                .filter(run -> !run.state().equals("running")));
        return RunHome.in(site, names.south())
                .record(new RunId(ended.run()))
                .orElseThrow(() ->
                        DemoErrors.PROGRAM.error(
                                "run " + ended.run() + " " + ended.state(),
                                "tail " + world.layout().musterLog()));
    }

    private DemoResult measure(DemoWorld world, Site site, RunRecord run, Instant lostAt)
            throws InterruptedException {
        patience(world)
                .await(
                        "a good answer to the outside client",
                        SOON,
                        () ->
                                Outage.firstAfter(world.answers(), lostAt)
                                        .flatMap(Outage::firstGood));
        world.stopClient();
        RunRecord measured =
                new Measuring(
                                site.strategy(),
                                run,
                                names.database(),
                                names.front(),
                                lostAt,
                                OutsideClientMain.ASK_EVERY)
                        .measured(world.ledger(), world.orders(), world.answers());
        return new DemoResult(
                world.layout(),
                site.strategy(),
                measured,
                Papers.write(world.layout().results(), site.strategy(), measured));
    }

    private Patience patience(DemoWorld world) {
        return new Patience(timing, world.layout().musterLog());
    }
}

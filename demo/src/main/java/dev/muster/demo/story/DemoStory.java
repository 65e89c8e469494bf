package dev.muster.demo.story;

import dev.muster.check.Checker;
import dev.muster.demo.DemoErrors;
import dev.muster.demo.world.DemoHome;
import dev.muster.demo.world.DemoLoad;
import dev.muster.demo.world.DemoNames;
import dev.muster.demo.world.DemoPrograms;
import dev.muster.demo.world.DemoWorld;
import dev.muster.drill.fault.LocalRegion;
import dev.muster.kind.Facts;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.RunHome;
import dev.muster.record.RunRecord;
import dev.muster.server.DaemonStatus;
import dev.muster.server.StatusFile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Runs the demo. What recovers is an ordinary `muster serve` in the southern region, which knows
/// nothing of this class; this class only breaks things and looks from outside.
public final class DemoStory {
    /// Orders that are acknowledged before the loss.
    private static final int ENOUGH_ORDERS = 300;

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

    /// Runs it until the system is back. However it ends, no process is left over.
    ///
    /// @throws InterruptedException when interrupted; the folder is removed then
    public DemoResult run() throws InterruptedException {
        return run(false);
    }

    /// As [#run], and then moves the system home.
    public DemoResult runThereAndBack() throws InterruptedException {
        return run(true);
    }

    private DemoResult run(boolean back) throws InterruptedException {
        try (DemoWorld world = DemoWorld.create(home, names, programs, random, timing)) {
            world.closeOnExit();
            news.accept(new DemoNews.WorldMade(world.layout()));
            DemoResult.Part recovery = loseAndRecover(world);
            Optional<DemoResult.Part> failback =
                    back
                            ? Optional.of(
                                    new Homecoming(world, names, parts, random, timing, news).run())
                            : Optional.empty();
            DemoResult result = new DemoResult(world.layout(), recovery, failback);
            world.finish();
            news.accept(new DemoNews.Measured(result));
            return result;
        }
    }

    private DemoResult.Part loseAndRecover(DemoWorld world) throws InterruptedException {
        Onlooker onlooker = new Onlooker(world, names, world.layout().seat(), timing);
        Site site = parts.open(world.layout().seat());
        news.accept(
                new DemoNews.Checked(
                        site.strategy().components().size(),
                        Checker.check(site.strategy(), Facts.NONE)));
        site.vaults().create(names.vault()).close();
        startNorth(world);
        protect(world, site, onlooker);
        world.startClient(DemoLoad.USUAL);
        news.accept(new DemoNews.Loaded(onlooker.awaitAcknowledged(ENOUGH_ORDERS)));
        LocalRegion.Lost lost = world.northernRegion().lose(timing);
        news.accept(new DemoNews.Lost(lost.at(), lost.processes()));
        RunRecord run = recovered(onlooker, site);
        onlooker.awaitGood(lost.at());
        return onlooker.measure(site, run, lost.at(), world.layout().results());
    }

    private void startNorth(DemoWorld world) throws InterruptedException {
        long began = timing.nanos();
        world.startNorth();
        world.openFrontDoor();
        news.accept(
                new DemoNews.NorthUp(DemoWorld.ORDERS, Duration.ofNanos(timing.nanos() - began)));
    }

    /// Starts the daemon in the southern region.
    private void protect(DemoWorld world, Site site, Onlooker onlooker)
            throws InterruptedException {
        long began = timing.nanos();
        world.startMuster(parts.serve(world.layout().seat()));
        RecoveryPoint point = onlooker.awaitProtection(site);
        news.accept(
                new DemoNews.Protected(
                        point.logical(), point.stored(), Duration.ofNanos(timing.nanos() - began)));
    }

    private RunRecord recovered(Onlooker onlooker, Site site) throws InterruptedException {
        StatusFile file = new StatusFile(site.state().daemon());
        String scenario = names.scenario().value();
        DaemonStatus.Recovering begun =
                onlooker.patience()
                        .await(
                                "detection of the loss",
                                Onlooker.SOON,
                                () -> file.read().map(status -> status.recoveries().get(scenario)));
        news.accept(new DemoNews.Recovering(begun.run()));
        DaemonStatus.Recovering ended =
                onlooker.patience()
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
                                "tail " + onlooker.seat().log()));
    }
}

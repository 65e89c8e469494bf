package dev.muster.server;

import dev.muster.kind.LogCapture;
import dev.muster.kind.Protection;
import dev.muster.model.MusterException;
import dev.muster.model.VaultId;
import dev.muster.notices.Messengers;
import dev.muster.notices.Telling;
import dev.muster.operations.Cancellation;
import dev.muster.operations.FileLocks;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.capture.CaptureJob;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.operations.capture.WatchdogJob;
import dev.muster.operations.keys.RecoveryDoor;
import dev.muster.operations.recovery.StandbyLook;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.VaultPlace;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// Protects everything that the strategy says, and watches its triggers, until cancelled.
///
/// Each part runs on a thread of its own and tells what happens; the end of one does not end the
/// others. It keeps no state: after any death, the next one goes on from the vault, the spool and
/// the runs that are open.
public final class Daemon {
    private final Site site;
    private final RecoveryDoor door;
    private final DoubleSupplier jitter;
    private final Consumer<DaemonNews> news;
    private final DaemonBook book;
    private final AlarmBook alarms;
    private final Optional<InetSocketAddress> metrics;
    private final MetricsBook figures;
    private final MetricsLoop looks;
    private final Cancellation cancellation;
    private final Telling telling;
    private final AskingDesk asking;
    private final List<Thread> threads = new ArrayList<>();
    private final List<WatchdogJob<?>> watchdogs = new ArrayList<>();
    private final Map<VaultId, CopiesLoop> copies = new HashMap<>();

    /// @param site with what every day needs
    /// @param door to what only a recovery needs besides
    /// @param jitter numbers from 0 to below 1 that keep retries apart
    /// @param news called by several threads, one at a time
    /// @param metrics where figures are given out, if they are
    public Daemon(
            Site site,
            RecoveryDoor door,
            DoubleSupplier jitter,
            Consumer<DaemonNews> news,
            Optional<InetSocketAddress> metrics,
            Cancellation cancellation) {
        this.site = site;
        this.door = door;
        this.jitter = jitter;
        this.book = new DaemonBook(ProcessHandle.current().pid(), site.timing().instant());
        this.alarms =
                new AlarmBook(site.strategy(), site.protectedComponents(), site.timing().instant());
        this.metrics = metrics;
        this.figures = new MetricsBook(site.strategy());
        this.looks = new MetricsLoop(site, figures);
        this.news = new OneAtATime(this::note, news.andThen(this::heard));
        this.cancellation = cancellation;
        this.telling = new Messengers(site.strategy());
        this.asking =
                new AskingDesk(site.strategy(), telling, site.timing(), cancellation, this.news);
    }

    /// @throws InterruptedException when interrupted; everything has ended then
    public void run() throws InterruptedException {
        try (FileLocks.Held _ =
                FileLocks.lock(site.state().lock("serve"), "serving " + site.strategy().name())) {
            if (metrics.isPresent()) {
                serve(metrics.get());
            } else {
                serve();
            }
        }
    }

    private void serve(InetSocketAddress listen) throws InterruptedException {
        try (MetricsDoor open = MetricsDoor.open(listen, this::figures)) {
            news.accept(new DaemonNews.MetricsAt(open.address()));
            start("metrics", () -> looks.run(cancellation));
            serve();
        }
    }

    private String figures() {
        Instant now = site.timing().instant();
        return figures.page(book.status(now), alarms.open(now)).text(now);
    }

    private void serve() throws InterruptedException {
        StatusFile file = new StatusFile(site.state().daemon());
        start("status file", () -> file.keep(book, site.timing(), cancellation));
        alert();
        try {
            site.strategy().vaults().values().forEach(this::keepAlike);
            site.protectedComponents().forEach(this::protect);
            site.strategy().vaults().keySet().forEach(this::keepInOrder);
            start(
                    "sealed secrets",
                    () -> new SealedLoop(door, site.timing(), news).run(cancellation));
            site.strategy().scenarios().values().forEach(this::watch);
            watchdogs();
            awaitAll();
        } finally {
            endAll();
            letGo();
        }
    }

    /// Watches over waiting commits and does nothing else, until cancelled: for the day when the
    /// daemon that captures is lost or cut off itself.
    ///
    /// @throws InterruptedException when interrupted; everything has ended then
    public void runWatchdogs() throws InterruptedException {
        try (FileLocks.Held _ =
                FileLocks.lock(
                        site.state().lock("watchdog"), "watching " + site.strategy().name())) {
            watchdogs();
            if (threads.isEmpty()) {
                throw OperationErrors.NO_WATCHDOG.error(
                        "no component of " + site.strategy().name() + " has degrade-after",
                        "on-capture-lost: degrade-after 30s");
            }
            awaitAll();
        } finally {
            endAll();
        }
    }

    private void watchdogs() {
        for (Component<?> component : site.strategy().components().values()) {
            watchdog(component)
                    .ifPresent(job -> {
                        watchdogs.add(job);
                        start("watchdog of " + component.id(), () -> job.run(cancellation));
                    });
        }
    }

    private <S extends Record> Optional<WatchdogJob<S>> watchdog(Component<S> component) {
        return WatchdogJob.of(
                site, component, told -> news.accept(new DaemonNews.Watched(component.id(), told)));
    }

    /// Where the strategy lets commits go on without the capture, they do not stall either when it
    /// is ended in order.
    private void letGo() throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        for (WatchdogJob<?> job : watchdogs) {
            try {
                job.letGo();
            } catch (MusterException error) {
                news.accept(new DaemonNews.Stopped("letting commits through", error));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAll() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void endAll() {
        cancellation.cancel();
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(DaemonNews told) {
        book.note(told);
        alarms.note(told, site.timing().instant());
        figures.note(told, site.timing().instant());
    }

    private void alert() {
        if (!site.strategy().alerts().equals(Alerts.NONE)) {
            AlertLoop loop =
                    new AlertLoop(
                            site.strategy(),
                            alarms,
                            telling,
                            new AlertFile(site.state().alerts()),
                            site.timing(),
                            news);
            start("alerts", () -> loop.run(cancellation));
        }
    }

    private void keepAlike(VaultPlace vault) {
        if (vault.copies().size() > 1) {
            CopiesLoop loop = new CopiesLoop(site, vault.id(), news);
            copies.put(vault.id(), loop);
            start("copies of vault " + vault.id(), () -> loop.run(cancellation));
        }
    }

    /// What was just backed up may have missed a copy; what a run asks, people have to hear.
    private void heard(DaemonNews told) {
        looks.heard(told);
        if (told instanceof DaemonNews.Run run) {
            asking.on(run.run(), run.news());
        }
        if (told instanceof DaemonNews.BackupDone done) {
            VaultId vault = site.vaults().protecting(site.targets().component(done.component()));
            Optional.ofNullable(copies.get(vault)).ifPresent(CopiesLoop::look);
        }
    }

    private void protect(Component<?> component) {
        Protection protection = component.protection().orElseThrow();
        BackupLoop backups = new BackupLoop(site, component, protection, news);
        start("backups of " + component.id(), () -> backups.run(cancellation));
        protection.logs().ifPresent(logs -> capture(component, logs, backups));
        if (StandbyLook.region(component).isPresent()) {
            StandbyLoop standby = new StandbyLoop(site, component, news);
            start("standby of " + component.id(), () -> standby.run(cancellation));
        }
    }

    private void keepInOrder(VaultId vault) {
        UpkeepLoop loop = new UpkeepLoop(site, vault, news);
        start("upkeep of vault " + vault, () -> loop.run(cancellation));
    }

    private void capture(Component<?> component, LogCapture logs, BackupLoop backups) {
        CaptureJob job =
                new CaptureJob(
                        site,
                        told -> {
                            news.accept(new DaemonNews.Captured(component.id(), told));
                            if (told instanceof CaptureNews.Gap) {
                                backups.atOnce();
                            }
                        });
        start(
                "log capture of " + component.id(),
                () -> {
                    while (true) {
                        job.run(component, logs, cancellation);
                        job.awaitReopened(component, cancellation);
                    }
                });
    }

    private void watch(Scenario scenario) {
        scenario.trigger()
                .filter(trigger -> trigger.then() != Scenario.Reaction.APPROVE)
                .ifPresent(trigger -> {
                    TriggerLoop loop = new TriggerLoop(site, door, scenario, trigger, jitter, news);
                    start("trigger of " + scenario.id(), () -> loop.run(cancellation));
                });
    }

    private void start(String part, Part work) {
        threads.add(
                Thread.ofPlatform()
                        .name(part)
                        .start(() -> {
                            try {
                                work.run();
                            } catch (MusterException error) {
                                news.accept(new DaemonNews.Stopped(part, error));
                            } catch (InterruptedException ended) {
                                // The daemon is ending.
                            }
                        }));
    }

    @FunctionalInterface
    private interface Part {
        void run() throws InterruptedException;
    }

    /// Hands news on, one at a time.
    private static final class OneAtATime implements Consumer<DaemonNews> {
        private final Consumer<DaemonNews> first;
        private final Consumer<DaemonNews> listener;

        OneAtATime(Consumer<DaemonNews> first, Consumer<DaemonNews> listener) {
            this.first = first;
            this.listener = listener;
        }

        @Override
        public synchronized void accept(DaemonNews told) {
            first.accept(told);
            listener.accept(told);
        }
    }
}

package dev.muster.server;

import dev.muster.kind.Protection;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.backup.BackupJob;
import dev.muster.operations.window.ProtectionReader;
import dev.muster.provider.Progress;
import dev.muster.strategy.Component;
import dev.muster.strategy.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes the base backups of one component when they are due.
final class BackupLoop {
    private static final Duration RETRY = Duration.ofSeconds(10);

    /// Waiting in short pieces lets a changed wall clock count soon.
    private static final Duration PIECE = Duration.ofSeconds(1);

    private final Site site;
    private final Component<?> component;
    private final Schedule schedule;
    private final Consumer<DaemonNews> news;
    private Optional<Due.Own> own = Optional.empty();
    private volatile boolean atOnce;

    BackupLoop(
            Site site, Component<?> component, Protection protection, Consumer<DaemonNews> news) {
        this.site = site;
        this.component = component;
        this.schedule = Schedule.of(protection.full());
        this.news = news;
    }

    /// Runs until cancelled, or until a recovery moved the component elsewhere.
    void run(Cancellation cancellation) throws InterruptedException {
        while (!site.captures().isClosed(component)) {
            try {
                Optional<Instant> newest = newest();
                Instant due = Due.at(schedule, newest, site.timing().instant());
                news.accept(new DaemonNews.BackupDue(component.id(), due, newest));
                // a daemon that died after a gap has not told this one of it
                if (!new ProtectionReader(site).isCutOff(component)) {
                    waitUntil(due, cancellation);
                }
                // before it begins: what is told from now on wants another one
                atOnce = false;
                backup(cancellation);
            } catch (MusterException failed) {
                Instant retryAt = site.timing().instant().plus(RETRY);
                news.accept(new DaemonNews.BackupFailed(component.id(), failed, retryAt));
                waitUntil(retryAt, cancellation);
            }
        }
    }

    /// The newest backup leads nowhere any more: the next one is due now.
    void atOnce() {
        atOnce = true;
    }

    private void waitUntil(Instant due, Cancellation cancellation) throws InterruptedException {
        while (!atOnce
                && site.timing().instant().isBefore(due)
                && !site.captures().isClosed(component)) {
            cancellation.check();
            Duration left = Duration.between(site.timing().instant(), due);
            site.timing().pause(left.compareTo(PIECE) < 0 ? left : PIECE);
        }
    }

    private void backup(Cancellation cancellation) throws InterruptedException {
        if (site.captures().isClosed(component)) {
            return;
        }
        lookUpKeys();
        news.accept(new DaemonNews.BackupBegan(component.id()));
        Instant began = site.timing().instant();
        BackupJob.Taken taken = new BackupJob(site).run(component, Progress.SILENT, cancellation);
        own = Optional.of(new Due.Own(taken.point().id(), began));
        news.accept(
                new DaemonNews.BackupDone(
                        component.id(), taken.point(), taken.flaws(), taken.remarks()));
    }

    /// A drill that got a key since needs the log that makes this backup consistent; the capture of
    /// an idle source does not look by itself.
    private void lookUpKeys() {
        component
                .protection()
                .flatMap(how -> how.logs())
                .ifPresent(logs ->
                        site.vaults()
                                .in(site.vaults().protecting(component), logs.captureFrom())
                                .keys());
    }

    private Optional<Instant> newest() {
        List<RecoveryPoint> points = site.vaults().of(component).points(component.id()).points();
        // the last one is the one that was made last, whatever clocks say
        return Due.began(points.isEmpty() ? Optional.empty() : Optional.of(points.getLast()), own);
    }
}

package dev.muster.server;

import dev.muster.model.MusterException;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.facts.FactsReader;
import dev.muster.operations.runs.RunBook;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Looks up in the vaults what the news do not tell: when the daemon begins, soon after a backup or
/// a recovery, and seldom otherwise, since each look lists what the vaults hold.
final class MetricsLoop {
    private static final Duration SELDOM = Duration.ofMinutes(5);

    private final Site site;
    private final MetricsBook book;
    private final Semaphore wanted = new Semaphore(1);

    MetricsLoop(Site site, MetricsBook book) {
        this.site = site;
        this.book = book;
    }

    /// Something of it changed; returns at once.
    void heard(DaemonNews news) {
        if (news instanceof DaemonNews.BackupDone || news instanceof DaemonNews.Recovered) {
            wanted.release();
        }
    }

    void run(Cancellation cancellation) throws InterruptedException {
        while (!cancellation.isCancelled()) {
            if (wanted.tryAcquire(SELDOM.toMillis(), TimeUnit.MILLISECONDS)) {
                wanted.drainPermits();
            }
            try {
                book.looked(new FactsReader(site).read(), new RunBook(site).all());
            } catch (MusterException unreachable) {
                // what is known stays, and its figure of when that was tells how old it is
            }
        }
    }
}

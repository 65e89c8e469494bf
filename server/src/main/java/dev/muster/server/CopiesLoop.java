package dev.muster.server;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.model.VaultId;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.vault.repository.CatchUpReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Brings the copies of one vault what they lack: a copy that could not take a backup is owed it,
/// and may be the one that is left when a region is lost.
///
/// It looks when the daemon begins, when it is told that something was written, and seldom
/// otherwise, since a look lists every copy.
final class CopiesLoop {
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private final Site site;
    private final VaultId vault;
    private final Consumer<DaemonNews> news;
    private final Semaphore written = new Semaphore(1);
    private List<String> told = List.of();
    private ByteSize brought = ByteSize.ZERO;

    CopiesLoop(Site site, VaultId vault, Consumer<DaemonNews> news) {
        this.site = site;
        this.vault = vault;
        this.news = news;
    }

    /// Something was written; returns at once.
    void look() {
        written.release();
    }

    void run(Cancellation cancellation) throws InterruptedException {
        Duration pause = SELDOM;
        Duration retry = FIRST_RETRY;
        while (!cancellation.isCancelled()) {
            await(pause);
            if (catchUp()) {
                pause = SELDOM;
                retry = FIRST_RETRY;
            } else {
                pause = retry;
                retry = longer(retry);
            }
        }
    }

    private void await(Duration pause) throws InterruptedException {
        if (written.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            written.drainPermits();
        }
    }

    private static Duration longer(Duration retry) {
        Duration twice = retry.multipliedBy(2);
        return twice.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : twice;
    }

    /// @return whether every copy has everything
    private boolean catchUp() {
        List<String> problems;
        try {
            CatchUpReport report = site.vaults().any(vault).care().catchUp();
            brought = new ByteSize(brought.bytes() + report.bytes().bytes());
            problems = report.problems().stream().distinct().limit(1).toList();
        } catch (MusterException unreachable) {
            problems = List.of(String.valueOf(unreachable.getMessage()));
        }
        tell(problems);
        return problems.isEmpty();
    }

    private void tell(List<String> problems) {
        if (problems.isEmpty()) {
            if (!told.isEmpty()) {
                news.accept(new DaemonNews.CopiesWhole(vault, brought));
            }
            brought = ByteSize.ZERO;
        } else if (told.isEmpty()) {
            news.accept(new DaemonNews.CopiesBehind(vault, problems));
        }
        told = problems;
    }
}

package dev.muster.server;

import dev.muster.engine.embedded.RunNews;
import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.notices.NoticeErrors;
import dev.muster.notices.Telling;
import dev.muster.operations.Cancellation;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Tells those whom a run of the daemon asks to sign, to do or to answer something.
///
/// Nobody looks at a daemon's screen, so who was not told is told again until it works, or until
/// the step waits for something else. A daemon that takes the run up asks anew.
final class AskingDesk {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Strategy strategy;
    private final Telling telling;
    private final Timing timing;
    private final Cancellation cancellation;
    private final Consumer<DaemonNews> news;
    private final Map<Place, Asked> open = new ConcurrentHashMap<>();

    /// A step of a run.
    private record Place(RunId run, StepId step) {}

    AskingDesk(
            Strategy strategy,
            Telling telling,
            Timing timing,
            Cancellation cancellation,
            Consumer<DaemonNews> news) {
        this.strategy = strategy;
        this.telling = telling;
        this.timing = timing;
        this.cancellation = cancellation;
        this.news = news;
    }

    /// Returns at once.
    void on(RunId run, RunNews told) {
        Asked.by(run, told, strategy, timing.instant()).ifPresent(asked -> ask(run, asked));
        switch (told) {
            case RunNews.StepDone it -> open.remove(new Place(run, it.step().id()));
            case RunNews.StepStarted it -> open.remove(new Place(run, it.step().id()));
            case RunNews.RunEnded _ -> open.keySet().removeIf(place -> place.run().equals(run));
            default -> {}
        }
    }

    private void ask(RunId run, Asked asked) {
        Place place = new Place(run, asked.step());
        open.put(place, asked);
        for (ContactId contact : asked.whom()) {
            Thread thread =
                    Thread.ofVirtual()
                            .name("asking-" + contact)
                            .unstarted(() -> tell(place, asked, contact));
            cancellation.onCancel(thread::interrupt);
            thread.start();
        }
    }

    private void tell(Place place, Asked asked, ContactId contact) {
        Duration pause = FIRST;
        try {
            while (asked.equals(open.get(place)) && !told(asked, contact)) {
                timing.pause(pause);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether another try could not help.
    private boolean told(Asked asked, ContactId contact) throws InterruptedException {
        try {
            telling.tell(contact, asked.notice())
                    .forEach(error -> news.accept(new DaemonNews.Untold(contact.value(), error)));
            news.accept(new DaemonNews.Alerted(contact.value(), asked.notice().line()));
            return true;
        } catch (MusterException error) {
            if (error.code().equals(NoticeErrors.NO_WAY)) {
                return true;
            }
            news.accept(new DaemonNews.Untold(contact.value(), error));
            return false;
        }
    }
}

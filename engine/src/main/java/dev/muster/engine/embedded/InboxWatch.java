package dev.muster.engine.embedded;

import dev.muster.engine.journal.Inbox;
import dev.muster.model.MusterException;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import java.time.Duration;
import java.util.function.Consumer;

/// Looks for orders, five times a second: a person who aborts is not to wait. One platform thread,
/// for the same reason as the timers'.
final class InboxWatch implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(200);

    private final Inbox inbox;
    private final Timing timing;
    private final Consumer<Signal> signals;
    private final NewsDesk news;
    private final Thread thread;

    InboxWatch(RunId run, Inbox inbox, Timing timing, Consumer<Signal> signals, NewsDesk news) {
        this.inbox = inbox;
        this.timing = timing;
        this.signals = signals;
        this.news = news;
        this.thread = Thread.ofPlatform().name("orders-" + run).daemon().unstarted(this::watch);
    }

    void start() {
        if (!inbox.equals(Inbox.NONE)) {
            thread.start();
        }
    }

    private void watch() {
        boolean broken = false;
        try {
            while (true) {
                timing.pause(OFTEN);
                try {
                    if (!inbox.waiting().isEmpty()) {
                        signals.accept(new Signal.Mail());
                    }
                    broken = false;
                } catch (MusterException unreadable) {
                    if (!broken) {
                        news.tell(new RunNews.OrdersUnusable(unreadable));
                    }
                    broken = true;
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

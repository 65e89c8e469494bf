package dev.muster.engine.embedded;

import dev.muster.engine.journal.Inbox;
import dev.muster.engine.machine.Machine;
import dev.muster.engine.machine.State;
import dev.muster.model.MusterException;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.RunOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Sees that each order takes effect once: its event goes to the journal, and only when that is
/// durable does the order wait no more. Used by the thread of the run.
final class Mailbox {
    private final Inbox inbox;
    private final NewsDesk news;
    private final Set<String> known = new HashSet<>();
    private final List<RunOrder> taken = new ArrayList<>();
    private long oldest = 1;

    /// @param events what the journal holds
    Mailbox(Inbox inbox, NewsDesk news, List<JournalEvent> events) {
        this.inbox = inbox;
        this.news = news;
        events.forEach(event -> learn(event.event()));
    }

    /// What the journal tells of orders and of who drove the run.
    void learn(Event event) {
        if (event instanceof Event.Ordered ordered) {
            known.add(ordered.id());
        } else if (event instanceof Event.TookOver tookOver && tookOver.predecessor().isUnknown()) {
            // What was seen under a controller that left no journal here no longer holds.
            oldest = tookOver.epoch().number();
        }
    }

    /// Reads what waits, and hands on what fits, one after another.
    ///
    /// @param state how the run stands when its turn comes
    void read(Supplier<State> state, Consumer<RunOrder> apply) {
        try {
            for (RunOrder order : inbox.waiting()) {
                if (known.contains(order.id())) {
                    taken.add(order);
                    continue;
                }
                Optional<String> refusal = refusal(state.get(), order);
                if (refusal.isPresent()) {
                    inbox.refused(order, refusal.get());
                    news.tell(new RunNews.OrderRefused(order, refusal.get()));
                } else {
                    apply.accept(order);
                    taken.add(order);
                }
            }
        } catch (MusterException unusable) {
            news.tell(new RunNews.OrdersUnusable(unusable));
        }
    }

    private Optional<String> refusal(State state, RunOrder order) {
        if (!order.run().equals(state.start().run())) {
            return Optional.of("it was given to run " + order.run());
        }
        long epoch = state.epoch().orElseThrow().number();
        if (order.epoch().number() < oldest || order.epoch().number() > epoch) {
            return Optional.of(
                    "it was given to controller "
                            + order.epoch()
                            + "; another machine drove the run since, and this is controller "
                            + epoch);
        }
        return Machine.refuses(state, order.order());
    }

    /// The journal is durable up to here.
    void committed() {
        try {
            for (RunOrder order : List.copyOf(taken)) {
                inbox.taken(order);
                taken.remove(order);
            }
        } catch (MusterException unusable) {
            // It stays, and is known: it does not take effect again.
            news.tell(new RunNews.OrdersUnusable(unusable));
        }
    }
}

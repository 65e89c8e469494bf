package dev.muster.engine;

import dev.muster.engine.journal.Inbox;
import dev.muster.record.RunOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Orders beside the journals in memory: they outlive the controllers of a test.
public final class MemoryOrders {
    private final Map<String, RunOrder> waiting = new LinkedHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    public synchronized void put(RunOrder order) {
        waiting.put(order.id(), order);
    }

    public Map<String, String> refused() {
        return Map.copyOf(refused);
    }

    public synchronized List<RunOrder> waiting() {
        return List.copyOf(waiting.values());
    }

    private synchronized void remove(RunOrder order) {
        waiting.remove(order.id());
    }

    /// The orders as one controller sees them.
    Inbox seenBy(Hazard hazard) {
        return new Inbox() {
            @Override
            public List<RunOrder> waiting() {
                return MemoryOrders.this.waiting();
            }

            @Override
            public void taken(RunOrder order) {
                hazard.at("before an order is put away");
                remove(order);
                hazard.at("after an order was put away");
            }

            @Override
            public void refused(RunOrder order, String why) {
                hazard.at("before an order is refused");
                refused.put(order.id(), why);
                hazard.at("between refusal and putting away");
                remove(order);
            }
        };
    }
}

package dev.muster.engine;

import dev.muster.engine.journal.Inbox;
import dev.muster.engine.journal.Journal;
import dev.muster.engine.journal.Journals;
import dev.muster.model.RunId;
import dev.muster.record.JournalEvent;
import dev.muster.record.RunStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The disk of one machine in memory: what was not committed is gone with the process.
public final class MemoryJournals {
    private final MemoryOrders orders;
    private final Map<RunId, List<JournalEvent>> committed = new ConcurrentHashMap<>();

    public MemoryJournals() {
        this(new MemoryOrders());
    }

    /// @param orders what people tell the runs there
    public MemoryJournals(MemoryOrders orders) {
        this.orders = orders;
    }

    public List<JournalEvent> committed(RunId run) {
        List<JournalEvent> events = committed.getOrDefault(run, List.of());
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /// The disk as one controller sees it.
    public Journals seenBy(Hazard hazard) {
        return run ->
                new Journals.Claim() {
                    @Override
                    public Journal open(RunStart start) {
                        hazard.at("before opening the journal");
                        return new View(
                                committed.computeIfAbsent(run, _ -> new ArrayList<>()), hazard);
                    }

                    @Override
                    public Inbox inbox() {
                        return orders.seenBy(hazard);
                    }

                    @Override
                    public void close() {}
                };
    }

    private static final class View implements Journal {
        private final List<JournalEvent> disk;
        private final Hazard hazard;
        private final List<JournalEvent> before;
        private final List<JournalEvent> pending = new ArrayList<>();

        View(List<JournalEvent> disk, Hazard hazard) {
            this.disk = disk;
            this.hazard = hazard;
            synchronized (disk) {
                this.before = List.copyOf(disk);
            }
        }

        @Override
        public List<JournalEvent> events() {
            return before;
        }

        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public void append(JournalEvent event) {
            pending.add(event);
        }

        @Override
        public void commit() {
            hazard.at("before the journal's sync");
            synchronized (disk) {
                disk.addAll(pending);
            }
            pending.clear();
            hazard.at("after the journal's sync");
        }

        @Override
        public void close() {}
    }
}

package dev.muster.engine.journal;

import dev.muster.record.RunOrder;
import java.util.List;

/// Orders that wait for the controller of a run. They outlive whoever gave them and whoever is to
/// carry them out. Safe for many threads.
public interface Inbox {
    /// Where nobody gives orders.
    Inbox NONE =
            new Inbox() {
                @Override
                public List<RunOrder> waiting() {
                    return List.of();
                }

                @Override
                public void taken(RunOrder order) {}

                @Override
                public void refused(RunOrder order, String why) {}
            };

    /// Those that wait, in the order in which they were given.
    List<RunOrder> waiting();

    /// Its event is durable in the journal: it waits no more. May be said again.
    void taken(RunOrder order);

    /// It is not carried out; who gave it is told why.
    void refused(RunOrder order, String why);
}

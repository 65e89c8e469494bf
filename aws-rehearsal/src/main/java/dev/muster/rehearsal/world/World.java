package dev.muster.rehearsal.world;

import dev.muster.model.Timing;
import java.io.IOException;
import java.nio.file.Path;

/// What all services of one rehearsal share.
public record World(Store store, SimClock clock, Accounts accounts, Faults faults)
        implements AutoCloseable {
    /// Where the control planes of global services live, and die.
    public static final String GLOBAL_HOME = "us-east-1";

    public static World open(Path folder, Timing timing) throws IOException {
        Store store = Store.open(folder);
        try {
            return new World(
                    store,
                    new SimClock(timing, store),
                    new Accounts(store),
                    new Faults(store, timing));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}

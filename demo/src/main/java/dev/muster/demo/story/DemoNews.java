package dev.muster.demo.story;

import dev.muster.demo.world.DemoLayout;
import dev.muster.kind.Finding;
import dev.muster.model.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What happens in the demo, as it happens.
public sealed interface DemoNews {
    record WorldMade(DemoLayout layout) implements DemoNews {}

    record Checked(int components, List<Finding> findings) implements DemoNews {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    record NorthUp(long orders, Duration took) implements DemoNews {}

    record Protected(ByteSize base, ByteSize stored, Duration took) implements DemoNews {}

    record Loaded(long acknowledged) implements DemoNews {}

    record Lost(Instant at, int processes) implements DemoNews {}

    record Recovering(String run) implements DemoNews {}

    /// @param lost of the acknowledged orders
    record Recovered(long acknowledged, long lost) implements DemoNews {}

    /// The lost region is there again, and empty.
    record NorthBack() implements DemoNews {}

    /// @param base what came out of the vault
    /// @param took until it had replayed all that the primary had written
    record StandbyMade(ByteSize base, Duration took) implements DemoNews {}

    record Moving(Instant at, String run) implements DemoNews {}

    record Measured(DemoResult result) implements DemoNews {}
}

package dev.muster.demo.story;

import dev.muster.demo.world.DemoLayout;
import dev.muster.operations.Site;
import java.util.List;

/// What the demo takes from the program that it shows: it is made of the product's own parts.
public interface DemoParts {
    /// Opens the demo's strategy as every command does, with state and keys inside the demo's
    /// folder.
    Site open(DemoLayout layout);

    /// The command line that starts `muster serve` on the demo's strategy.
    List<String> serve(DemoLayout layout);
}

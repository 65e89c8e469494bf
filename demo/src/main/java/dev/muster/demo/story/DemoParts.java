package dev.muster.demo.story;

import dev.muster.demo.world.DemoSeat;
import dev.muster.operations.Site;
import java.util.List;

/// What the demo takes from the program that it shows: it is made of the product's own parts.
public interface DemoParts {
    /// Opens the strategy of a seat as every command does, with state and keys inside the demo's
    /// folder.
    Site open(DemoSeat seat);

    /// The command line that starts `muster serve` on the strategy of a seat.
    List<String> serve(DemoSeat seat);
}

package dev.muster.cli.run;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Parameters;

/// Tells a run what to do.
abstract class OrderVerb implements Verb {
    private final Sites sites;
    private final DoubleSupplier jitter;

    @Parameters(index = "0", paramLabel = "RUN", description = "its name")
    private String run = "";

    /// @param jitter numbers from 0 to below 1 that keep retries and orders apart
    OrderVerb(Sites sites, DoubleSupplier jitter) {
        this.sites = sites;
        this.jitter = jitter;
    }

    abstract Order order();

    /// Why, for the record.
    abstract String reason();

    /// Whether the run is taken up here if nobody drives it.
    boolean takesUp() {
        return true;
    }

    @Override
    public final Answer run(Call call) throws InterruptedException {
        return new OrderGiver(call, sites, jitter).give(run, order(), reason(), takesUp());
    }
}

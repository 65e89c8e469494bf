package dev.muster.cli.run;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster run retry`.
@Command(name = "retry", description = "try a step again now that failed, waits or cannot be told")
public final class RunRetryVerb implements Verb {
    private final Sites sites;
    private final DoubleSupplier jitter;

    @Parameters(index = "0", paramLabel = "RUN", description = "its name")
    private String run = "";

    @Parameters(index = "1", paramLabel = "STEP", description = "of its plan")
    private String step = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; stands in the record")
    private String reason = "";

    /// @param jitter numbers from 0 to below 1 that keep retries and orders apart
    public RunRetryVerb(Sites sites, DoubleSupplier jitter) {
        this.sites = sites;
        this.jitter = jitter;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        return new OrderGiver(call, sites, jitter)
                .give(run, new Order.Retry(Steps.named(step)), reason, true);
    }
}

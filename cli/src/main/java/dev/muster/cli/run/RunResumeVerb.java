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

/// `muster run resume`.
@Command(
        name = "resume",
        description = "start again in a run that was paused, or that nobody drives")
public final class RunResumeVerb implements Verb {
    private final Sites sites;
    private final DoubleSupplier jitter;

    @Parameters(index = "0", paramLabel = "RUN", description = "its name")
    private String run = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
    private String reason = "";

    /// @param jitter numbers from 0 to below 1 that keep retries and orders apart
    public RunResumeVerb(Sites sites, DoubleSupplier jitter) {
        this.sites = sites;
        this.jitter = jitter;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        return new OrderGiver(call, sites, jitter).give(run, new Order.Resume(), reason, true);
    }
}

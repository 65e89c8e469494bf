package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.GivenKeys;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.server.Daemon;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster serve`.
@Command(
        name = "serve",
        description = "the daemon: backups when they are due, log capture, triggers")
public final class ServeVerb implements Verb {
    private final Sites sites;
    private final DoubleSupplier jitter;

    @Mixin private GivenKeys given = new GivenKeys();

    @Option(
            names = "--watchdog",
            description =
                    "only let commits through that wait for a capture that is lost, as"
                            + " degrade-after says; runs beside the database")
    private boolean watchdog;

    @Option(
            names = "--metrics",
            paramLabel = "[HOST:]PORT",
            description =
                    "give figures out for Prometheus at /metrics there; without a host, only to"
                            + " this machine")
    private String metrics = "";

    public ServeVerb(Sites sites, DoubleSupplier jitter) {
        this.sites = sites;
        this.jitter = jitter;
    }

    @Override
    public Answer run(Call call) {
        Sites.Serving serving = sites.openForServing(call, given.here(call, sites));
        Site site = serving.site();
        ServeLines lines = new ServeLines(call);
        try {
            Daemon daemon =
                    new Daemon(
                            site,
                            serving.door(),
                            jitter,
                            lines,
                            MetricsAddress.of(metrics, watchdog),
                            new Cancellation());
            if (watchdog) {
                daemon.runWatchdogs();
            } else {
                daemon.run();
            }
        } catch (InterruptedException ended) {
            if (!watchdog) {
                lines.goodbye(site);
            }
        }
        return Answer.YES;
    }
}

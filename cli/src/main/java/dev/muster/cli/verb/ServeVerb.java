package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.server.Daemon;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;

/// `muster serve`.
@Command(
        name = "serve",
        description = "the daemon: backups when they are due, log capture, triggers")
public final class ServeVerb implements Verb {
    private final Sites sites;
    private final DoubleSupplier jitter;

    public ServeVerb(Sites sites, DoubleSupplier jitter) {
        this.sites = sites;
        this.jitter = jitter;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.open(call);
        ServeLines lines = new ServeLines(call);
        try {
            new Daemon(site, jitter, lines, new Cancellation()).run();
        } catch (InterruptedException ended) {
            lines.goodbye(site);
        }
        return Answer.YES;
    }
}

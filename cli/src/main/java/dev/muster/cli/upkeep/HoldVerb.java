package dev.muster.cli.upkeep;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault hold`.
@Command(name = "hold", description = "keep a recovery point, whatever keep: says")
public final class HoldVerb implements Verb {
    private final Sites sites;

    @Mixin private WhichVaults which = new WhichVaults();

    @Parameters(paramLabel = "POINT", description = "the recovery point")
    private String point = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "why, for others")
    private String reason = "";

    public HoldVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        which.having(site, point).hold(point, reason);
        call.answer(
                "vault-hold/1",
                new Answered(point, true, reason),
                screen -> screen.print(point + " is held until it is released"));
        return Answer.YES;
    }

    private record Answered(String point, boolean held, String reason) {}
}

package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `muster vault program list`.
@Command(name = "list", description = "the readers in the vault, and what nobody signed")
public final class ProgramListVerb implements Verb {
    private final Sites sites;

    @Mixin private VaultChoice choice = new VaultChoice();

    public ProgramListVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        return Answer.of(
                ProgramAnswer.tell(call, vault.value(), site.vaults().any(vault), "")
                        .foreign()
                        .isEmpty());
    }
}

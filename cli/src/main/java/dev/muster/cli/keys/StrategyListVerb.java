package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.sealed.VaultDocuments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `muster vault strategy list`.
@Command(name = "list", description = "the versions of the strategy in the vault, and who signed")
public final class StrategyListVerb implements Verb {
    private final Sites sites;

    @Mixin private VaultChoice choice = new VaultChoice();

    public StrategyListVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        Warnings.rolledBack(call, site.vaults().any(vault), site.vaults().keys(vault));
        StrategyAnswer.tell(call, vault.value(), new VaultDocuments(site.vaults().any(vault)), "");
        return Answer.YES;
    }
}

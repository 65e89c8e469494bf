package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.sealed.SealedSecrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `muster vault secrets list`.
@Command(name = "list", description = "the names of the sealed secrets; needs no key")
public final class SecretsListVerb implements Verb {
    private final Sites sites;

    @Mixin private VaultChoice choice = new VaultChoice();

    public SecretsListVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        Warnings.rolledBack(call, site.vaults().any(vault), site.vaults().keys(vault));
        SecretsAnswer.tell(call, vault, new SealedSecrets(site.vaults().any(vault)), "");
        return Answer.YES;
    }
}

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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault secrets remove`.
@Command(name = "remove", description = "end a sealed secret; recoveries find it no more")
public final class SecretsRemoveVerb implements Verb {
    private final Sites sites;

    @Parameters(paramLabel = "NAME", description = "as muster vault secrets list names it")
    private String name = "";

    @Option(names = "--yes", description = "do not ask for the name to be typed")
    private boolean yes;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public SecretsRemoveVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        SealedSecrets secrets = new SealedSecrets(site.vaults().any(vault));
        call.confirm("A recovery that needs ${vault:" + name + "} stops without it.", name, yes);
        secrets.remove(name, call.person(), Signers.of(site.vaults().keys(vault)));
        SecretsAnswer.tell(call, vault, secrets, "secret " + name + " is removed");
        return Answer.YES;
    }
}

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

/// `muster vault strategy sign`.
@Command(
        name = "sign",
        description = "keep this strategy in the vaults, signed by the owner, for a bare machine")
public final class StrategySignVerb implements Verb {
    private final Sites sites;
    private final ReaderProgram reader;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public StrategySignVerb(Sites sites, ReaderProgram reader) {
        this.sites = sites;
        this.reader = reader;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        VaultDocuments documents = new VaultDocuments(site.vaults().any(vault));
        VaultDocuments.Version kept =
                documents.keepStrategy(
                        sites.strategyText(call),
                        call.person(),
                        site.vaults().keys(vault).owner().signing());
        // the owner's key is seldom at hand
        reader.keep(call, site.vaults().any(vault), site.vaults().keys(vault));
        StrategyAnswer.tell(
                call,
                vault.value(),
                documents,
                "strategy " + kept.number() + " is in the vault, signed by the owner");
        return Answer.YES;
    }
}

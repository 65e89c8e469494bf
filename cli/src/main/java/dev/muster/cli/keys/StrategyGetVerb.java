package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.sealed.VaultDocuments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault strategy get`.
@Command(
        name = "get",
        description = "print a strategy that the owner signed, the newest one without a number")
public final class StrategyGetVerb implements Verb {
    private final Sites sites;

    @Option(names = "--number", paramLabel = "N", description = "which, as list names it")
    private @Nullable Integer number;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private FromVault from = new FromVault();

    public StrategyGetVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        if (from.isUsed()) {
            try (Vault vault = from.vault(call, sites)) {
                tell(call, vault, FromVault.archive(from.keys(call, sites, vault)));
            }
            return Answer.YES;
        }
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        tell(call, site.vaults().any(vault), site.vaults().keys(vault).archive());
        return Answer.YES;
    }

    private void tell(Call call, Vault vault, ArchiveKey key) {
        VaultDocuments.Text found =
                new VaultDocuments(vault).strategy(key, Optional.ofNullable(number));
        call.answer(
                "vault-strategy-text/1",
                new Answered(vault.name(), found.version(), found.text()),
                screen -> screen.print(found.text().stripTrailing()));
    }

    private record Answered(String vault, VaultDocuments.Version version, String text) {}
}

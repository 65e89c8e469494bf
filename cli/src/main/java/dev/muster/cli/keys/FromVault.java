package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.site.Sites;
import dev.muster.model.ScenarioId;
import dev.muster.operations.Site;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.sealed.VaultDocuments;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a recovery gets its strategy and keys: from this machine, or with nothing at hand from the
/// address of a vault and one key file, or a slot's passphrase.
public final class FromVault {
    @Option(
            names = "--from-vault",
            paramLabel = "URL",
            description = "take the strategy from the vault there; once for each copy that is left")
    private List<String> urls = List.of();

    @Mixin private GivenKeys given = new GivenKeys();

    /// What a recovery works with.
    ///
    /// @param text of the strategy
    /// @param origin where that came from, for people
    public record Given(Site site, String text, String origin) {}

    public boolean isUsed() {
        return !urls.isEmpty();
    }

    public Given open(Call call, Sites sites, ScenarioId scenario) {
        if (urls.isEmpty()) {
            return fromHere(call, sites, scenario);
        }
        try (Vault vault = vault(call, sites)) {
            List<KeyFile> keys = keys(call, sites, vault);
            VaultDocuments.Text found = strategy(vault, keys);
            String origin = origin(call, vault, found);
            Site site = sites.openForRecovery(call, scenario, found.text(), keys);
            return new Given(site, found.text(), origin);
        }
    }

    /// What is needed to read backups alone: no other secret is looked for, and the vault is read
    /// at the given addresses, wherever the strategy says that it lies.
    public Site reading(Call call, Sites sites) {
        if (urls.isEmpty()) {
            return sites.openForReading(call, given.here(call, sites));
        }
        Vault vault = vault(call, sites);
        List<KeyFile> keys = keys(call, sites, vault);
        VaultDocuments.Text found = strategy(vault, keys);
        origin(call, vault, found);
        return sites.openForReading(call, found.text(), keys, vault);
    }

    private static VaultDocuments.Text strategy(Vault vault, List<KeyFile> keys) {
        return new VaultDocuments(vault).strategy(archive(keys), Optional.empty());
    }

    private static String origin(Call call, Vault vault, VaultDocuments.Text found) {
        String origin =
                "strategy "
                        + found.version().number()
                        + " of "
                        + call.show(found.version().kept())
                        + ", signed by the owner of vault "
                        + vault.number();
        call.screen().say("using " + origin);
        return origin;
    }

    /// The vault at the given addresses.
    Vault vault(Call call, Sites sites) {
        return sites.vault(urls, call);
    }

    /// The keys that were given with it.
    List<KeyFile> keys(Call call, Sites sites, Vault vault) {
        List<KeyFile> keys = given.of(call, sites, vault);
        if (keys.isEmpty()) {
            throw CliErrors.WRONG_USAGE.error(
                    "a vault alone opens nothing",
                    "name the recovery key file: --key recovery.key; or a slot: --unlock"
                            + " recovery/SLOT");
        }
        return keys;
    }

    static ArchiveKey archive(List<KeyFile> keys) {
        KeyFolder folder = new KeyFolder(Path.of("the given keys"));
        for (KeyFile file : keys) {
            folder = folder.holding(file);
        }
        return folder.archive();
    }

    private Given fromHere(Call call, Sites sites, ScenarioId scenario) {
        String text = sites.strategyText(call);
        Site site = sites.openForRecovery(call, scenario, given.here(call, sites));
        return new Given(site, text, call.strategyFile().toString());
    }
}

package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Vaults;
import dev.muster.strategy.read.Reading;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Keys that go before those in the folder of keys: from a file, or from a slot of the vault. They
/// are held in memory, for as long as the command runs.
public final class GivenKeys {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "a key file that is not in the folder of keys")
    private @Nullable Path key;

    @Mixin private Unlock unlock = new Unlock();

    /// Those for the vaults of the strategy on this machine.
    public List<KeyFile> here(Call call, Sites sites) {
        List<KeyFile> keys = file(call);
        if (unlock.isUsed() && sites.read(call) instanceof Reading.Accepted accepted) {
            Vaults vaults = sites.openPatiently(call).vaults();
            accepted.strategy()
                    .vaults()
                    .keySet()
                    .forEach(vault -> keys.addAll(unlock.files(call, sites, vaults.any(vault))));
        }
        return keys;
    }

    /// Those for one vault.
    List<KeyFile> of(Call call, Sites sites, Vault vault) {
        List<KeyFile> keys = file(call);
        keys.addAll(unlock.files(call, sites, vault));
        keys.forEach(file -> KeyFolder.requireOurs(file, vault.config().number()));
        return keys;
    }

    private List<KeyFile> file(Call call) {
        List<KeyFile> keys = new ArrayList<>();
        if (key != null) {
            keys.add(KeyFolder.file(call.around().folder().resolve(key)));
        }
        return keys;
    }
}

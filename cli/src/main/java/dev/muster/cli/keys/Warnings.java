package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.operations.keys.RollbackWatch;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import java.util.List;

/// Tells when a vault shows less than was seen before.
public final class Warnings {
    private Warnings() {}

    /// @return the same sentences, for answers
    public static List<String> rolledBack(Call call, Vault vault, KeyFolder keys) {
        List<String> missing = RollbackWatch.look(vault, keys);
        if (!missing.isEmpty()) {
            call.screen()
                    .say(
                            "warning "
                                    + VaultErrors.ROLLED_BACK.id()
                                    + "  vault "
                                    + vault.name()
                                    + " shows less than was seen before");
            missing.forEach(line -> call.screen().say("  " + line));
            call.screen().say("  see: muster explain " + VaultErrors.ROLLED_BACK.id());
        }
        return missing;
    }
}

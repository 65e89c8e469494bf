package dev.muster.operations.keys;

import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.SeenMarks;
import dev.muster.vault.repository.Vault;
import java.util.List;

/// Remembers beside the keys how far a vault had come, and tells when it shows less.
public final class RollbackWatch {
    private RollbackWatch() {}

    /// Looks, and remembers the newest that was ever seen.
    ///
    /// @return what was seen before and is not there now, in sentences; empty in health
    public static List<String> look(Vault vault, KeyFolder keys) {
        SeenMarks before = keys.seen();
        SeenMarks now = SeenMarks.of(vault);
        keys.remember(before.and(now));
        return before.missing(now);
    }
}

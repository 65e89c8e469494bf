package dev.muster.provider.files.backup;

import dev.muster.posix.Directory;
import dev.muster.posix.OpenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Knows a vault's folder when it sees one: a backup of a vault into itself would never end well.
final class VaultMark {
    private static final byte[] CONFIG = "config".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PACKS = "packs".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC = "MUSTERC".getBytes(StandardCharsets.US_ASCII);

    private VaultMark() {}

    static boolean isVault(Directory folder) throws IOException {
        if (!folder.has(CONFIG) || !folder.has(PACKS)) {
            return false;
        }
        try (OpenFile config = folder.read(CONFIG)) {
            byte[] head = new byte[MAGIC.length];
            return config.readFully(head, 0, head.length, 0) == head.length
                    && Arrays.equals(head, MAGIC);
        } catch (IOException unreadable) {
            return false;
        }
    }
}

package dev.muster.vault.keys;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A key management service in memory.
final class FakeKms implements KeyWrapping {
    private final byte[] master = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, 31, 32
    };
    boolean refuses;

    @Override
    public String service() {
        return "fake-kms";
    }

    @Override
    public String key() {
        return "alias/muster";
    }

    @Override
    public byte[] wrap(byte[] plain, Map<String, String> context) {
        return Sealing.wrap(master, bytes(context), plain, new byte[32]);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
        if (refuses) {
            throw VaultErrors.SLOT.error("fake-kms refuses alias/muster", "ask for the right");
        }
        return Sealing.unwrap(master, bytes(context), wrapped)
                .orElseThrow(() -> VaultErrors.SLOT.error("fake-kms: another context", ""));
    }

    private static byte[] bytes(Map<String, String> context) {
        return new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8);
    }
}

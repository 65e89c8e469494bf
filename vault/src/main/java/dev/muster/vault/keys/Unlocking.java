package dev.muster.vault.keys;

import dev.muster.vault.format.KeyFile;
import dev.muster.vault.repository.Randomness;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// What opens a slot.
public sealed interface Unlocking {
    /// A passphrase, and what a new slot with it costs.
    ///
    /// @param text at least [#LEAST] characters
    record Passphrase(String text, Cost cost) implements Unlocking {
        public static final int LEAST = 8;

        public Passphrase {
            if (text.length() < LEAST) {
                throw new IllegalArgumentException(
                        "a passphrase has at least " + LEAST + " characters, not " + text.length());
            }
        }

        public Passphrase(String text) {
            this(text, Cost.USUAL);
        }

        /// The same text typed on another keyboard may be other characters.
        byte[] bytes() {
            return Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "a passphrase";
        }
    }

    /// How much work Argon2id is.
    record Cost(int memoryKib, int passes, int lanes) {
        public static final Cost USUAL = new Cost(256 << 10, 3, 1);
    }

    /// A file with a secret, made with the slot.
    record UnlockFile(KeyFile file) implements Unlocking {
        static final String SECRET = "unlock-secret";
        static final String ID = "unlock-id";

        /// A fresh one for a slot of a key file.
        static KeyFile fresh(KeyFile of, String slot, Randomness random) {
            Map<String, String> words = new LinkedHashMap<>();
            words.put(SECRET, HexFormat.of().formatHex(random.bytes(32)));
            words.put(ID, HexFormat.of().formatHex(random.bytes(8)));
            return new KeyFile("unlock", of.base() + "-" + slot, of.vault(), of.owner(), words);
        }
    }

    /// A key management service.
    record Kms(KeyWrapping service) implements Unlocking {}
}

package dev.muster.vault.format;

import dev.muster.vault.VaultErrors;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A key file: lines of `word value`, guarded by a check line against a slip of the hand.
///
/// @param role what the key is for, such as `owner` or `source`
/// @param name whose key it is
/// @param owner the vault owner's public key, hex
/// @param keys by word, hex
public record KeyFile(
        String role, String name, VaultNumber vault, String owner, Map<String, String> keys) {
    private static final String HEAD = "muster-key";

    public KeyFile {
        keys = new LinkedHashMap<>(keys);
    }

    public Optional<byte[]> key(String word) {
        return Optional.ofNullable(keys.get(word)).map(HexFormat.of()::parseHex);
    }

    public String encode() {
        StringBuilder text = new StringBuilder();
        line(text, HEAD, Integer.toString(ObjectKind.FORMAT));
        line(text, "role", role);
        line(text, "name", name);
        line(text, "vault", vault.toString());
        line(text, "owner", owner);
        keys.forEach((word, value) -> line(text, word, value));
        line(text, "check", check(text.toString()));
        return text.toString();
    }

    /// @param file names the file in errors
    public static KeyFile decode(String file, String text) {
        int check = text.lastIndexOf("check ");
        if (check < 0
                || !text.substring(check + 6).strip().equals(check(text.substring(0, check)))) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + file + " is damaged or no key file: its check line is wrong",
                    "copy the key file again from where it is kept");
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (String line : text.substring(0, check).split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0) {
                words.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        String format = take(file, words, HEAD);
        if (!format.equals(Integer.toString(ObjectKind.FORMAT))) {
            throw VaultErrors.OTHER_FORMAT.error(
                    "key file " + file + " has format unstable-" + format, "");
        }
        return new KeyFile(
                take(file, words, "role"),
                take(file, words, "name"),
                VaultNumber.read(
                        new Decoder(file, HexFormat.of().parseHex(take(file, words, "vault")))),
                take(file, words, "owner"),
                words);
    }

    private static String take(String file, Map<String, String> words, String word) {
        String value = words.remove(word);
        if (value == null) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + file + " has no line '" + word + "'", "");
        }
        return value;
    }

    private static void line(StringBuilder text, String word, String value) {
        text.append(word).append(' ').append(value).append('\n');
    }

    private static String check(String lines) {
        return KeyId.of(Bytes.utf8(lines)).toString();
    }

    @Override
    public String toString() {
        return "key file " + role + " " + name;
    }
}

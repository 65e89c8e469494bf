package dev.muster.vault.format;

import dev.muster.vault.VaultErrors;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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

    /// Roles of which there may be several files.
    private static final List<String> NAMED = List.of("source", "drill", "unlock");

    /// Where the main key of a file stands; the first that is there counts.
    private static final List<String> MAIN =
            List.of(
                    "archive-public",
                    "secrets-public",
                    "drill-public",
                    "sign-public",
                    "controller-public",
                    "unlock-id");

    public KeyFile {
        keys = new LinkedHashMap<>(keys);
    }

    public Optional<byte[]> key(String word) {
        return Optional.ofNullable(keys.get(word)).map(HexFormat.of()::parseHex);
    }

    /// The key that this file is told apart by.
    public KeyId id() {
        String main =
                MAIN.stream()
                        .filter(word -> !role.equals("owner"))
                        .map(keys::get)
                        .filter(value -> value != null)
                        .findFirst()
                        .orElse(owner);
        return KeyId.of(HexFormat.of().parseHex(main));
    }

    /// The file's name without its ending: the role, and the name where there may be several.
    public String base() {
        return NAMED.contains(role) ? role + "-" + name : role;
    }

    /// The same file with other keys.
    public KeyFile with(Map<String, String> changed) {
        Map<String, String> words = new LinkedHashMap<>(keys);
        words.putAll(changed);
        return new KeyFile(role, name, vault, owner, words);
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
                    "key file " + file + " is damaged, cut or no key file: its check line is wrong",
                    "copy the key file again from where it is kept");
        }
        Map<String, String> words = words(text.substring(0, check));
        String format = take(file, words, HEAD);
        if (!format.equals(Integer.toString(ObjectKind.FORMAT))) {
            throw VaultErrors.OTHER_FORMAT.error(
                    "key file "
                            + file
                            + " has format unstable-"
                            + format
                            + ", and this program reads "
                            + ObjectKind.FORMAT_NAME,
                    "use the version of Muster that wrote the key file");
        }
        try {
            return of(file, words);
        } catch (IllegalArgumentException notHex) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + file + " holds a key that is not in hex",
                    "copy the key file again from where it is kept",
                    notHex);
        }
    }

    private static Map<String, String> words(String lines) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String line : lines.split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0) {
                words.put(line.substring(0, space), line.substring(space + 1).strip());
            }
        }
        return words;
    }

    private static KeyFile of(String file, Map<String, String> words) {
        String role = take(file, words, "role");
        String name = take(file, words, "name");
        byte[] vault = HexFormat.of().parseHex(take(file, words, "vault"));
        String owner = take(file, words, "owner");
        HexFormat.of().parseHex(owner);
        words.values().forEach(HexFormat.of()::parseHex);
        return new KeyFile(role, name, VaultNumber.read(new Decoder(file, vault)), owner, words);
    }

    private static String take(String file, Map<String, String> words, String word) {
        String value = words.remove(word);
        if (value == null) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + file + " has no line '" + word + "'",
                    "copy the key file again from where it is kept");
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
        return "key file " + base() + " of vault " + vault;
    }
}

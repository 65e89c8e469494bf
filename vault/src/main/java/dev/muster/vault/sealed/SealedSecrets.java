package dev.muster.vault.sealed;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.Envelope;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.SealedKey;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.SecretsKey;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.sealed.SealedShelf.Found;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Values for the day when all else is gone, such as passwords. Whoever puts one cannot read it
/// back; only the secrets key opens them. All versions are kept.
public final class SealedSecrets {
    /// No value is longer.
    public static final int LIMIT = 64 << 10;

    private static final String PREFIX = "secrets/";

    private final Vault vault;
    private final SealedShelf shelf;

    public SealedSecrets(Vault vault) {
        this.vault = vault;
        this.shelf = new SealedShelf(vault, ObjectKind.SECRET);
    }

    /// The newest version of a secret.
    ///
    /// @param versions how many there are
    /// @param removed whether the newest one ends it
    public record Entry(String name, int versions, Instant put, String by, boolean removed) {}

    /// All that there ever were, by name.
    public List<Entry> list() {
        Map<String, List<Found>> byName = new TreeMap<>();
        for (Found found : shelf.list(PREFIX)) {
            String object = found.file().object();
            int from = PREFIX.length();
            String part = object.substring(from, Math.max(from, object.lastIndexOf('/')));
            byName.computeIfAbsent(ObjectNames.text(part), key -> new ArrayList<>()).add(found);
        }
        return byName.entrySet().stream().map(it -> entry(it.getKey(), it.getValue())).toList();
    }

    private static Entry entry(String name, List<Found> versions) {
        Found newest = versions.getLast();
        return new Entry(
                name,
                versions.size(),
                newest.file().created(),
                newest.file().by(),
                newest.file().content().isEmpty());
    }

    /// @param signer the controller's or the owner's key
    public void put(String name, String value, String by, SigningKey signer) {
        requireName(name);
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        if (plain.length == 0 || plain.length > LIMIT) {
            throw VaultErrors.SECRET.error(
                    "secret " + name + " has " + plain.length + " bytes; it may have 1 to " + LIMIT,
                    "put what is secret alone");
        }
        String current = vault.keys().current(Role.SECRETS).publicKey();
        byte[] to = HexFormat.of().parseHex(current);
        shelf.put(
                folder(name),
                "",
                by,
                signer,
                Optional.of(
                        (info, fresh) -> Envelope.seal(SealedKey.SECRETS, to, info, plain, fresh)));
    }

    /// Ends a secret; its versions stay, for whoever restores with an older strategy.
    public void remove(String name, String by, SigningKey signer) {
        requireName(name);
        if (newest(name).filter(it -> it.file().content().isPresent()).isEmpty()) {
            throw missing(name);
        }
        shelf.put(folder(name), "", by, signer, Optional.empty());
    }

    /// Opens the newest version. Only a recovery does.
    public String open(String name, SecretsKey key) {
        vault.requireOurs(key);
        requireName(name);
        PrivateKeys keys = key.withEarlier(vault.keys());
        Found found =
                newest(name)
                        .filter(it -> it.file().content().isPresent())
                        .orElseThrow(() -> missing(name));
        return found.file()
                .open(keys)
                .map(plain -> new String(plain, StandardCharsets.UTF_8))
                .orElseThrow(() ->
                        VaultErrors.WRONG_KEY.error(
                                "the " + key + " does not open secret " + name,
                                "use the newest recovery key file"));
    }

    private Optional<Found> newest(String name) {
        List<Found> all = shelf.list(folder(name));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private static RuntimeException missing(String name) {
        return VaultErrors.SECRET.error(
                "the vault holds no secret " + name, "put it: muster vault secrets put " + name);
    }

    private static String folder(String name) {
        return PREFIX + ObjectNames.part(name) + "/";
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw VaultErrors.SECRET.error(
                    "'" + name + "' is no name for a secret",
                    "use letters, digits, dots, hyphens and underscores");
        }
    }
}

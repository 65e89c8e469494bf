package dev.muster.vault.keys;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.Grant;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.SealedKey;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.KeyView;
import dev.muster.vault.repository.OwnerKey;
import dev.muster.vault.repository.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Gives the archive, the sealed secrets or the controller another key.
///
/// The order keeps everything readable wherever it dies: the new key goes into a file of its own
/// (`next/`), then into all slots, where it does not count yet; then it is certified, from where on
/// it is used; then the key files get it. The next attempt finds the file and goes on.
final class KeyRotation {
    private final Vault vault;
    private final KeyPlace place;
    private final KeyFolder keys;
    private final KeyFolder next;
    private final String by;
    private final Role role;
    private final String word;

    KeyRotation(Vault vault, KeyPlace place, KeyFolder keys, String by, Role role) {
        this.vault = vault;
        this.place = place;
        this.keys = keys;
        this.next = new KeyFolder(keys.folder().resolve("next"));
        this.by = by;
        this.role = role;
        this.word = role.folder();
    }

    /// What became of a rotation.
    ///
    /// @param files the key files that changed
    record Rotated(Certificate certificate, Optional<Certificate> before, List<KeyFile> files) {}

    Rotated run(boolean exposed) {
        OwnerKey owner = keys.owner();
        place.requireAll();
        KeyView view = vault.keys();
        List<KeyFile> files = files();
        requireSlots(view, files);
        KeyFile fresh = fresh(view);
        List<KeyFile> changed = files.stream().map(file -> file.with(words(fresh))).toList();
        Slots slots = new Slots(vault, place, by);
        changed.forEach(file -> slots.renew(owner, file));
        Certificate certificate = certify(view, owner, fresh, exposed);
        // one that was opened from a slot stays off the disk
        List<KeyFile> stored = changed.stream().filter(file -> keys.isStored(file.base())).toList();
        stored.forEach(keys::replace);
        next.remove(word);
        return new Rotated(certificate, before(view, certificate), stored);
    }

    /// The key files that hold the role's private key.
    private List<KeyFile> files() {
        Map<String, KeyFile> found = new LinkedHashMap<>();
        keys.files().stream()
                .filter(file -> file.key(word + "-private").isPresent())
                .forEach(file -> found.putIfAbsent(file.base(), file));
        if (found.isEmpty()) {
            throw VaultErrors.KEY_FILE.error(
                    "there is no key file with the " + word + " key in " + keys.folder(),
                    "copy recovery.key there, or open a slot: --unlock recovery/SLOT");
        }
        return List.copyOf(found.values());
    }

    /// A slot that cannot be given the new key would go on with the old one in silence.
    private void requireSlots(KeyView view, List<KeyFile> files) {
        List<String> bases = files.stream().map(KeyFile::base).toList();
        List<String> holders =
                switch (role) {
                    case ARCHIVE -> List.of("archive", "recovery", "maintainer");
                    case SECRETS -> List.of("secrets", "recovery");
                    case CONTROLLER -> List.of("controller", "recovery");
                    case SOURCE, DRILL, MAINTAINER -> List.of();
                };
        view.live().stream()
                .filter(slot -> holders.contains(slot.role()) && !bases.contains(slot.role()))
                .findFirst()
                .ifPresent(slot -> {
                    String name = slot.role() + "/" + slot.slot();
                    throw VaultErrors.KEY_STATE.error(
                            "slot "
                                    + name
                                    + " holds the "
                                    + word
                                    + " key, and "
                                    + slot.role()
                                    + ".key is not here to be given the new one",
                            "open it: --unlock "
                                    + name
                                    + "; or remove it: muster vault keys"
                                    + " remove "
                                    + name);
                });
    }

    private Map<String, String> words(KeyFile fresh) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String half : List.of("-public", "-private")) {
            words.put(word + half, hex(KeyFolder.word(fresh, word + half)));
        }
        return words;
    }

    /// The new key's own file: from an attempt that was interrupted, or made now.
    private KeyFile fresh(KeyView view) {
        KeyId current = current(view);
        Optional<KeyFile> there = next.find(word);
        if (there.isPresent()) {
            KeyFile file = there.get();
            boolean certified = id(file).equals(current);
            boolean follows =
                    file.key("follows")
                            .filter(it -> hex(it).equals(current.toString()))
                            .isPresent();
            if (certified || follows) {
                next.settle();
                return file;
            }
            // somebody else rotated meanwhile: this one was never used
            next.remove(word);
        }
        byte[] key = vault.ports().randomness().bytes(32);
        byte[] publicKey =
                role == Role.CONTROLLER ? new SigningKey(key).publicKey() : Sealing.publicOf(key);
        Map<String, String> words = new LinkedHashMap<>();
        words.put(word + "-public", hex(publicKey));
        words.put(word + "-private", hex(key));
        words.put("follows", current.toString());
        KeyFile file =
                new KeyFile(
                        word, vault.name(), vault.config().number(), vault.config().owner(), words);
        next.write(file);
        return file;
    }

    private KeyId id(KeyFile fresh) {
        return KeyId.of(KeyFolder.word(fresh, word + "-public"));
    }

    private KeyId current(KeyView view) {
        return role == Role.CONTROLLER ? controllers(view).getLast().id() : view.current(role).id();
    }

    private static List<Certificate> controllers(KeyView view) {
        return view.certificates().stream()
                .filter(it -> it.role() == Role.CONTROLLER)
                .sorted(Comparator.comparingInt(Certificate::number))
                .toList();
    }

    private Certificate certify(KeyView view, OwnerKey owner, KeyFile fresh, boolean exposed) {
        Optional<Certificate> there =
                view.certificates().stream().filter(it -> it.id().equals(id(fresh))).findFirst();
        if (there.isPresent()) {
            place.offer(there.get().object());
            return there.get();
        }
        int number = number(view) + 1;
        Certificate certificate =
                new Certificate(
                        vault.config().number(),
                        role,
                        role == Role.CONTROLLER
                                ? word
                                : String.format(Locale.ROOT, "%010d", number),
                        number,
                        vault.ports().timing().instant(),
                        by,
                        hex(KeyFolder.word(fresh, word + "-public")),
                        exposed,
                        List.of(),
                        role == Role.CONTROLLER ? List.of() : grants(view, fresh));
        place.put(certificate.object(), certificate.encode(owner.signing()));
        return certificate;
    }

    private int number(KeyView view) {
        return role == Role.CONTROLLER
                ? controllers(view).getLast().number()
                : view.current(role).number();
    }

    /// The key before, sealed to the new one: who holds the new one reads all that is older.
    private List<Grant> grants(KeyView view, KeyFile fresh) {
        KeyId current = current(view);
        byte[] old = held(view, current);
        byte[] to = KeyFolder.word(fresh, word + "-public");
        int kind = role == Role.ARCHIVE ? SealedKey.ARCHIVE : SealedKey.SECRETS;
        byte[] info = Certificate.beforeInfo(vault.config().number(), role);
        byte[] ephemeral = vault.ports().randomness().bytes(32);
        return List.of(new Grant(current, SealedKey.seal(kind, to, info, old, ephemeral)));
    }

    private byte[] held(KeyView view, KeyId current) {
        for (KeyFile file : files()) {
            byte[] key = KeyFolder.word(file, word + "-private");
            PrivateKeys all = view.withEarlier(role, key);
            Optional<byte[]> found = all.of(current);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw VaultErrors.WRONG_KEY.error(
                "no key file here holds the " + word + " key " + current + ", which counts now",
                "copy the newest recovery.key to " + keys.folder());
    }

    private Optional<Certificate> before(KeyView view, Certificate certificate) {
        List<Certificate> older = new ArrayList<>(view.certificates());
        older.removeIf(it ->
                it.role() != role
                        || !it.name().equals(certificate.name())
                        || it.number() >= certificate.number());
        return older.stream().max(Comparator.comparingInt(Certificate::number));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.muster.vault.keys;

import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.Grant;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.SealedKey;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.Slot;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.KeyView;
import dev.muster.vault.repository.OwnerKey;
import dev.muster.vault.repository.Vault;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds, removes and rotates the keys of a vault. Each may be repeated after it was interrupted at
/// any moment, and then goes on. One person at a time.
public final class KeyCare {
    private final Vault vault;
    private final KeyFolder keys;
    private final KeyPlace place;
    private final String by;

    /// @param keys where the owner's key file and the others are
    /// @param by who does it, for people, such as `ann@control`
    public KeyCare(Vault vault, KeyFolder keys, String by) {
        this.vault = vault;
        this.keys = keys;
        this.place = new KeyPlace(vault);
        this.by = by;
    }

    /// A new key and what to do with it.
    ///
    /// @param files the key files that were written
    public record Changed(Certificate certificate, List<String> files) {}

    /// Makes a slot for a key file that is here.
    ///
    /// @param base the key file's name without ending, such as `recovery` or `drill-weekly`
    public Slot addSlot(String base, String name, Unlocking unlocking) {
        requireName(name);
        KeyFile file = keys.need(base);
        KeyFolder.requireOurs(file, vault.config().number());
        return new Slots(vault, place, by).add(keys.owner(), file, name, unlocking);
    }

    /// The file that opens a new slot, written beside the others; the one that is there if this was
    /// done before.
    public KeyFile unlockFile(String base, String name) {
        requireName(name);
        KeyFile fresh =
                Unlocking.UnlockFile.fresh(keys.need(base), name, vault.ports().randomness());
        Optional<KeyFile> there = keys.find(fresh.base());
        if (there.isEmpty()) {
            keys.write(fresh);
        }
        return there.orElse(fresh);
    }

    private static void requireName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw VaultErrors.KEY_STATE.error(
                    "'" + name + "' is no name for a key or slot",
                    "use small letters, digits and hyphens");
        }
    }

    /// The key of a key management service that opens a slot; empty for any other slot, and for
    /// none.
    public static Optional<Slot.Kms> service(Vault vault, String base, String name) {
        return Slots.find(vault.keys(), base, name)
                .map(Slot::lock)
                .filter(Slot.Kms.class::isInstance)
                .map(Slot.Kms.class::cast);
    }

    /// The key file in a slot.
    ///
    /// @throws dev.muster.model.MusterException [VaultErrors#SLOT] if it is not opened by this
    public static KeyFile open(Vault vault, String base, String name, Unlocking unlocking) {
        KeyFile file = new Slots(vault, new KeyPlace(vault), "").open(base, name, unlocking);
        KeyFolder.requireOurs(file, vault.config().number());
        return file;
    }

    /// A key that reads the backups of some sources from now on, and nothing else. What was stored
    /// before stays closed to it: the next backup of each source stores everything anew.
    public Changed addDrill(String name, List<ComponentId> sources) {
        requireName(name);
        OwnerKey owner = keys.owner();
        place.requireAll();
        KeyView view = vault.keys();
        sources.forEach(source -> requireRoom(view, source));
        String base = "drill-" + name;
        if (keys.find(base).isEmpty()) {
            byte[] key = vault.ports().randomness().bytes(32);
            Map<String, String> words = new LinkedHashMap<>();
            words.put("drill-public", hex(Sealing.publicOf(key)));
            words.put("drill-private", hex(key));
            keys.write(file("drill", name, words));
        }
        byte[] publicKey = KeyFolder.word(keys.need(base), "drill-public");
        List<String> names = sources.stream().map(ComponentId::value).toList();
        return certify(
                view, owner, Role.DRILL, name, publicKey, names, grants(view, names, publicKey));
    }

    private static void requireRoom(KeyView view, ComponentId source) {
        if (view.drills(source).size() >= Recipients.DRILL_LIMIT) {
            throw VaultErrors.KEY_STATE.error(
                    source
                            + " has "
                            + Recipients.DRILL_LIMIT
                            + " drill keys, the most there can be",
                    "remove one: muster vault keys remove FINGERPRINT");
        }
    }

    /// The sources' secrets, which check what a backup holds.
    private List<Grant> grants(KeyView view, List<String> sources, byte[] drill) {
        PrivateKeys archive =
                view.withEarlier(Role.ARCHIVE, KeyFolder.word(reader(), "archive-private"));
        byte[] ephemeral = vault.ports().randomness().bytes(32);
        List<Grant> grants = new ArrayList<>();
        for (Certificate source : view.certificates()) {
            if (source.role() == Role.SOURCE && sources.contains(source.name())) {
                byte[] info = Certificate.secretInfo(vault.config().number(), source.name());
                byte[] secret =
                        archive.open(info, source.grants(source.id()))
                                .orElseThrow(() ->
                                        VaultErrors.WRONG_KEY.error(
                                                "the archive key here does not open "
                                                        + source.object(),
                                                "copy the newest recovery.key to "
                                                        + keys.folder()));
                grants.add(
                        new Grant(
                                source.id(),
                                SealedKey.seal(SealedKey.DRILL, drill, info, secret, ephemeral)));
            }
        }
        return grants;
    }

    /// A key file with the archive's private key.
    private KeyFile reader() {
        return keys.find("archive")
                .or(() -> keys.find("recovery"))
                .orElseGet(() -> keys.need("archive"));
    }

    /// A key for who repacks: reads content, and signs what it moved.
    public Changed addMaintainer() {
        OwnerKey owner = keys.owner();
        place.requireAll();
        KeyView view = vault.keys();
        if (keys.find("maintainer").isEmpty()) {
            SigningKey key = new SigningKey(vault.ports().randomness().bytes(32));
            Map<String, String> words = new LinkedHashMap<>();
            for (String word : List.of("archive-public", "archive-private")) {
                words.put(word, hex(KeyFolder.word(reader(), word)));
            }
            words.put("sign-public", hex(key.publicKey()));
            words.put("sign-private", hex(key.privateKey()));
            keys.write(file("maintainer", vault.name(), words));
        }
        byte[] publicKey = KeyFolder.word(keys.need("maintainer"), "sign-public");
        return certify(view, owner, Role.MAINTAINER, "maintainer", publicKey, List.of(), List.of());
    }

    private KeyFile file(String role, String name, Map<String, String> words) {
        return new KeyFile(role, name, vault.config().number(), vault.config().owner(), words);
    }

    private Changed certify(
            KeyView view,
            OwnerKey owner,
            Role role,
            String name,
            byte[] publicKey,
            List<String> sources,
            List<Grant> grants) {
        List<Certificate> all =
                view.certificates().stream()
                        .filter(it -> it.role() == role && it.name().equals(name))
                        .toList();
        Certificate certificate =
                new Certificate(
                        vault.config().number(),
                        role,
                        name,
                        all.stream().mapToInt(Certificate::number).max().orElse(0) + 1,
                        vault.ports().timing().instant(),
                        by,
                        hex(publicKey),
                        false,
                        sources,
                        grants);
        Optional<Certificate> there =
                all.stream().filter(it -> it.id().equals(certificate.id())).findFirst();
        if (there.isPresent()) {
            place.offer(certificate.object());
        } else {
            place.put(certificate.object(), certificate.encode(owner.signing()));
        }
        String file = role == Role.DRILL ? "drill-" + name : name;
        return new Changed(there.orElse(certificate), List.of(keys.path(file).toString()));
    }

    /// Gives the archive, the sealed secrets or the controller another key.
    ///
    /// @param exposed whether somebody else may hold the old one: of the archive and the secrets,
    ///   nothing new refers to what is sealed to it; of the controller, it is removed at once
    public Changed rotate(Role role, boolean exposed) {
        KeyRotation.Rotated rotated = new KeyRotation(vault, place, keys, by, role).run(exposed);
        if (exposed && role == Role.CONTROLLER) {
            rotated.before().ifPresent(this::remove);
        }
        return new Changed(
                rotated.certificate(),
                rotated.files().stream().map(it -> keys.path(it.base()).toString()).toList());
    }

    /// Gives a source another key; its next backup stores everything anew.
    ///
    /// @param exposed whether somebody else may hold the old one, which is then removed at once
    public Changed rotateSource(ComponentId source, boolean exposed) {
        place.requireAll();
        Certificate before = vault.rotateSource(source, keys, by);
        if (exposed) {
            remove(before);
        }
        Certificate now =
                vault.trust()
                        .certificate(
                                Role.SOURCE, source.value(), keys.source(source).signing().id());
        return new Changed(now, List.of(keys.sourceFile(source).toString()));
    }

    /// @return the copies whose storage did not let the slot be deleted: there, who knows its
    ///   passphrase can still open it
    public List<RegionId> removeSlot(String base, String name) {
        return new KeyRemoval(vault, place, keys, by).slot(base, name);
    }

    /// Ends a key. What it signed until now counts on; what it signs from now on does not.
    public void remove(Certificate certificate) {
        new KeyRemoval(vault, place, keys, by).certificate(certificate);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

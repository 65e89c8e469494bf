package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.Retirement;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The keys of a vault as they stood at one moment. Immutable.
///
/// @param certificates all that the owner signed, those that were removed too
/// @param retirements by the name of what was removed
/// @param unreadable names of objects below `keys/` that are not what the owner signed
public record KeyView(
        Config config,
        List<Certificate> certificates,
        List<Slot> slots,
        Map<String, Retirement> retirements,
        Set<String> unreadable) {
    public KeyView {
        certificates = List.copyOf(certificates);
        slots = List.copyOf(slots);
        retirements = new LinkedHashMap<>(retirements);
        unreadable = new LinkedHashSet<>(unreadable);
    }

    /// A key that content or secrets are sealed to.
    ///
    /// @param number 1 for the one in `config`
    public record Opening(int number, KeyId id, String publicKey) {}

    /// The keys of the archive or of the sealed secrets, the newest last.
    public List<Opening> openings(Role role) {
        List<Opening> found = new ArrayList<>();
        String first = role == Role.ARCHIVE ? config.archive() : config.secrets();
        found.add(new Opening(1, KeyId.of(HexFormat.of().parseHex(first)), first));
        successors(role)
                .forEach(it -> found.add(new Opening(it.number(), it.id(), it.publicKey())));
        return found;
    }

    private List<Certificate> successors(Role role) {
        return certificates.stream()
                .filter(it -> it.role() == role)
                .sorted(
                        Comparator.comparingInt(Certificate::number)
                                .thenComparing(Certificate::object))
                .toList();
    }

    /// The key that new content or new secrets are sealed to.
    public Opening current(Role role) {
        return openings(role).getLast();
    }

    /// Archive keys that somebody else may hold: those before one that says so, and what they open.
    public Set<KeyId> exposed(Role role) {
        Set<KeyId> exposed = new LinkedHashSet<>();
        int last =
                successors(role).stream()
                        .filter(Certificate::exposed)
                        .mapToInt(Certificate::number)
                        .max()
                        .orElse(0);
        openings(role).stream()
                .filter(it -> it.number() < last)
                .forEach(it -> exposed.add(it.id()));
        return exposed;
    }

    /// Whom a source seals to now.
    public Recipients recipients(ComponentId source) {
        List<String> drills =
                drills(source).stream()
                        .map(Certificate::publicKey)
                        .limit(Recipients.DRILL_LIMIT)
                        .toList();
        return new Recipients(current(Role.ARCHIVE).publicKey(), drills);
    }

    /// The archive's key that counts now, and no drill.
    public Recipients archiveAlone() {
        return new Recipients(current(Role.ARCHIVE).publicKey(), List.of());
    }

    /// The drills that may read a source, those that were removed left out.
    public List<Certificate> drills(ComponentId source) {
        return certificates.stream()
                .filter(it -> it.role() == Role.DRILL && it.sources().contains(source.value()))
                .filter(it -> !isRemoved(it.object()))
                .sorted(Comparator.comparing(Certificate::object))
                .toList();
    }

    public boolean isRemoved(String what) {
        return retirements.containsKey(what) || unreadable.contains(Retirement.object(what));
    }

    /// The slots that count, each as it holds its newest key file. A key that is not certified yet
    /// does not count: whoever rotates puts it into the slots first.
    public List<Slot> live() {
        Set<KeyId> known = new LinkedHashSet<>();
        known.add(KeyId.of(config.ownerKey()));
        openings(Role.ARCHIVE).forEach(it -> known.add(it.id()));
        openings(Role.SECRETS).forEach(it -> known.add(it.id()));
        certificates.forEach(it -> known.add(it.id()));
        Map<String, Slot> newest = new TreeMap<>();
        slots.stream()
                .filter(it -> known.contains(it.holds()))
                .filter(it -> !isRemoved(Slot.prefix(it.role(), it.slot())))
                .forEach(it ->
                        newest.merge(
                                Slot.prefix(it.role(), it.slot()),
                                it,
                                (one, other) -> one.number() > other.number() ? one : other));
        return List.copyOf(newest.values());
    }

    /// A private key, and all that came before it.
    public PrivateKeys withEarlier(Role role, byte[] privateKey) {
        PrivateKeys keys = PrivateKeys.of(privateKey);
        for (Certificate certificate : successors(role).reversed()) {
            Optional<KeyId> before = certificate.before();
            if (before.isPresent() && keys.ids().contains(certificate.id())) {
                Optional<byte[]> opened =
                        keys.open(
                                Certificate.beforeInfo(config.number(), role),
                                certificate.grants(before.get()));
                if (opened.isPresent()
                        && KeyId.of(Sealing.publicOf(opened.get())).equals(before.get())) {
                    keys = keys.and(opened.get());
                }
            }
        }
        return keys;
    }

    /// @throws dev.muster.model.MusterException if the object was signed by a key that counts no
    ///   more, and was not there when the key was removed
    void requireCounts(Certificate signer, SignedObject signed) {
        if (!isRemoved(signer.object())) {
            return;
        }
        Retirement retirement = retirements.get(signer.object());
        if (retirement == null
                || !retirement.kept().contains(Retirement.mark(signed.signature()))) {
            throw VaultErrors.NOT_SIGNED.error(
                    signed.name()
                            + " is signed by key "
                            + signer.id()
                            + " of "
                            + signer.name()
                            + ", which was removed, and was not there then",
                    "find out who holds the removed key and can write to the storage");
        }
    }
}

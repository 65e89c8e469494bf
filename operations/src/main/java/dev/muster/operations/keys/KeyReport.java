package dev.muster.operations.keys;

import dev.muster.model.ComponentId;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.Slot;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.KeyView;
import dev.muster.vault.repository.Vault;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of a vault as people look at them.
///
/// @param number the vault's
/// @param owner the fingerprint of the owner's key
/// @param advice what to do about them, in sentences
public record KeyReport(
        String number, String owner, List<Key> keys, List<SlotEntry> slots, List<String> advice) {
    public KeyReport {
        keys = List.copyOf(keys);
        slots = List.copyOf(slots);
        advice = List.copyOf(advice);
    }

    /// A key that the owner certified.
    ///
    /// @param state `current`, `older`, `exposed` or `removed`
    /// @param sources whose backups it reads, of a drill
    /// @param backups how many recovery points need packs that are sealed to it
    public record Key(
            String role,
            String name,
            String fingerprint,
            Instant created,
            String by,
            String state,
            List<String> sources,
            Optional<Integer> backups) {}

    /// @param kind `passphrase`, `file`, or a service and its key, such as `aws-kms arn:...`
    /// @param holds the fingerprint of the main key in it
    public record SlotEntry(
            String role, String slot, String kind, Instant created, String by, String holds) {}

    public static KeyReport of(Vault vault, KeyFolder folder) {
        return new Making(vault, folder).report();
    }

    private static final class Making {
        private final Vault vault;
        private final KeyFolder folder;
        private final KeyView view;
        private final Map<KeyId, Integer> backups = new HashMap<>();

        Making(Vault vault, KeyFolder folder) {
            this.vault = vault;
            this.folder = folder;
            this.view = vault.keys();
        }

        KeyReport report() {
            for (ComponentId source : vault.sources()) {
                for (Vault.SealedPoint point : vault.sealed(source)) {
                    point.keys().archives().forEach(this::count);
                    point.keys().drills().forEach(this::count);
                }
            }
            List<Key> keys = new ArrayList<>();
            keys.add(first(Role.ARCHIVE));
            keys.add(first(Role.SECRETS));
            view.certificates().forEach(it -> keys.add(key(it)));
            List<SlotEntry> slots = view.live().stream().map(Making::slot).toList();
            String owner = KeyId.of(vault.config().ownerKey()).toString();
            return new KeyReport(vault.number(), owner, keys, slots, advice());
        }

        private void count(KeyId id) {
            backups.merge(id, 1, Integer::sum);
        }

        /// The key in `config`.
        private Key first(Role role) {
            KeyView.Opening opening = view.openings(role).getFirst();
            return new Key(
                    role.folder(),
                    "1",
                    opening.id().toString(),
                    vault.config().created(),
                    "init",
                    state(role, opening.id()),
                    List.of(),
                    counted(role, opening.id()));
        }

        private Key key(Certificate it) {
            boolean opening = it.role() == Role.ARCHIVE || it.role() == Role.SECRETS;
            return new Key(
                    it.role().folder(),
                    opening ? String.valueOf(it.number()) : it.name(),
                    it.id().toString(),
                    it.created(),
                    it.by(),
                    opening ? state(it.role(), it.id()) : state(it),
                    it.sources(),
                    counted(it.role(), it.id()));
        }

        private Optional<Integer> counted(Role role, KeyId id) {
            return role == Role.ARCHIVE || role == Role.DRILL
                    ? Optional.of(backups.getOrDefault(id, 0))
                    : Optional.empty();
        }

        private String state(Role role, KeyId id) {
            if (view.current(role).id().equals(id)) {
                return "current";
            }
            return view.exposed(role).contains(id) ? "exposed" : "older";
        }

        private String state(Certificate it) {
            if (view.isRemoved(it.object())) {
                return "removed";
            }
            boolean newest =
                    it.role() == Role.DRILL
                            || view.certificates().stream()
                                    .filter(other -> other.role() == it.role())
                                    .filter(other -> other.name().equals(it.name()))
                                    .noneMatch(other -> other.number() > it.number());
            return newest ? "current" : "older";
        }

        private static SlotEntry slot(Slot it) {
            return new SlotEntry(
                    it.role(),
                    it.slot(),
                    opener(it.lock()),
                    it.created(),
                    it.by(),
                    it.holds().toString());
        }

        /// A service's key is named, since somebody has to see to it that it stays.
        private static String opener(Slot.Lock lock) {
            return lock instanceof Slot.Kms kms ? kms.service() + " " + kms.key() : lock.word();
        }

        private List<String> advice() {
            List<String> advice = new ArrayList<>();
            Set<KeyId> exposed = view.exposed(Role.ARCHIVE);
            long resting = exposed.stream().filter(backups::containsKey).count();
            if (resting > 0) {
                advice.add(
                        "Backups are still sealed to exposed keys, and whoever holds those reads"
                                + " them. Make new ones (muster backup), and let the old ones go:"
                                + " points "
                                + String.join(", ", exposedPoints(exposed)));
            }
            if (Files.isDirectory(folder.folder().resolve("next"))
                    && !new KeyFolder(folder.folder().resolve("next")).files().isEmpty()) {
                advice.add(
                        "A rotation was interrupted. Go on with it: type the same muster vault keys"
                                + " rotate again.");
            }
            if (!view.unreadable().isEmpty()) {
                advice.add(
                        "These objects are not what the owner signed: "
                                + String.join(", ", view.unreadable())
                                + ". Find out who can write to the storage; muster vault repair"
                                + " mends them from another copy.");
            }
            if (!holdsCurrent()) {
                advice.add(
                        "No key file here opens what is sealed now ("
                                + fingerprint(view.current(Role.ARCHIVE))
                                + ").");
            }
            return advice;
        }

        private List<String> exposedPoints(Set<KeyId> exposed) {
            return vault.sources().stream()
                    .flatMap(source -> vault.sealed(source).stream())
                    .filter(it -> it.keys().archives().stream().anyMatch(exposed::contains))
                    .map(it -> it.point().id())
                    .toList();
        }

        private boolean holdsCurrent() {
            String wanted = view.current(Role.ARCHIVE).publicKey();
            return folder.files().stream()
                    .flatMap(file -> file.key("archive-public").stream())
                    .anyMatch(key -> HexFormat.of().formatHex(key).equals(wanted));
        }

        private static String fingerprint(KeyView.Opening key) {
            return "archive key " + key.id();
        }
    }
}

package dev.muster.vault.keys;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.Slot;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.KeyView;
import dev.muster.vault.repository.OwnerKey;
import dev.muster.vault.repository.Randomness;
import dev.muster.vault.repository.Vault;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Key files kept in the vault, each sealed to a slot.
final class Slots {
    private final Vault vault;
    private final KeyPlace place;
    private final String by;

    Slots(Vault vault, KeyPlace place, String by) {
        this.vault = vault;
        this.place = place;
        this.by = by;
    }

    /// Puts a key file into a new slot; nothing happens if that was done already.
    Slot add(OwnerKey owner, KeyFile file, String name, Unlocking unlocking) {
        KeyView view = vault.keys();
        String prefix = Slot.prefix(file.base(), name);
        if (view.isRemoved(prefix)) {
            throw VaultErrors.KEY_STATE.error(
                    "there was a slot " + file.base() + "/" + name + ", which was removed",
                    "choose another name: a removed slot's name is not used again");
        }
        Optional<Slot> there = find(view, file.base(), name);
        if (there.isPresent()) {
            // an interrupted attempt may have reached some copies only
            place.offer(there.get().object());
            return requireSame(there.get(), file, unlocking);
        }
        Slot slot = empty(file, name, unlocking).holding(file, 1, now(), by, random(32));
        place.put(slot.object(), slot.encode(owner.signing()));
        return slot;
    }

    private Slot requireSame(Slot there, KeyFile file, Unlocking unlocking) {
        boolean same =
                there.holds().equals(file.id())
                        && isNamedBy(there, unlocking)
                        && isOpenedBy(there, unlocking);
        if (!same) {
            throw VaultErrors.KEY_STATE.error(
                    "there is a slot " + there.role() + "/" + there.slot() + " already",
                    "choose another name with --slot, or remove that one first");
        }
        return there;
    }

    /// One more region for a key is another slot: the one that is there does not name it.
    private static boolean isNamedBy(Slot slot, Unlocking unlocking) {
        return !(unlocking instanceof Unlocking.Kms(KeyWrapping service))
                || slot.lock().equals(new Slot.Kms(service.service(), service.key()));
    }

    private boolean isOpenedBy(Slot slot, Unlocking unlocking) {
        return unlock(slot, unlocking).isPresent();
    }

    private Instant now() {
        return vault.ports().timing().instant();
    }

    private byte[] random(int count) {
        return vault.ports().randomness().bytes(count);
    }

    private Slot empty(KeyFile file, String name, Unlocking unlocking) {
        Randomness random = vault.ports().randomness();
        byte[] privateKey = random.bytes(32);
        byte[] info = Slot.wrapInfo(vault.config().number(), file.base(), name);
        Slot.Lock lock = lock(unlocking, random);
        byte[] wrapped =
                switch (unlocking) {
                    case Unlocking.Kms(KeyWrapping service) ->
                            service.wrap(
                                    privateKey,
                                    context(vault.config().number(), file.base(), name));
                    case Unlocking.Passphrase _, Unlocking.UnlockFile _ ->
                            Sealing.wrap(
                                    secret(lock, unlocking).orElseThrow(),
                                    info,
                                    privateKey,
                                    random.bytes(32));
                };
        return new Slot(
                vault.config().number(),
                file.base(),
                name,
                1,
                now(),
                by,
                file.id(),
                lock,
                HexFormat.of().formatHex(Sealing.publicOf(privateKey)),
                HexFormat.of().formatHex(wrapped),
                "");
    }

    /// What a key management service is told that it opens. Its logs show it, and a key's policy
    /// can ask for it.
    private static Map<String, String> context(VaultNumber vault, String role, String slot) {
        return Map.of("muster-vault", vault.toString(), "muster-slot", role + "/" + slot);
    }

    private static Slot.Lock lock(Unlocking unlocking, Randomness random) {
        return switch (unlocking) {
            case Unlocking.Passphrase it ->
                    new Slot.Passphrase(
                            HexFormat.of().formatHex(random.bytes(16)),
                            it.cost().memoryKib(),
                            it.cost().passes(),
                            it.cost().lanes());
            case Unlocking.UnlockFile(KeyFile file) -> new Slot.UnlockFile(id(file));
            case Unlocking.Kms(KeyWrapping service) ->
                    new Slot.Kms(service.service(), service.key());
        };
    }

    private static KeyId id(KeyFile file) {
        return KeyId.of(KeyFolder.word(file, Unlocking.UnlockFile.ID));
    }

    /// The secret that a lock's private half is wrapped by; empty for another sort of lock.
    private static Optional<byte[]> secret(Slot.Lock lock, Unlocking unlocking) {
        return switch (unlocking) {
            case Unlocking.Passphrase it ->
                    lock instanceof Slot.Passphrase asked
                            ? Optional.of(Argon2.key(it.bytes(), asked))
                            : Optional.empty();
            case Unlocking.UnlockFile(KeyFile file) ->
                    lock instanceof Slot.UnlockFile
                            ? Optional.of(KeyFolder.word(file, Unlocking.UnlockFile.SECRET))
                            : Optional.empty();
            case Unlocking.Kms _ -> Optional.empty();
        };
    }

    private Optional<byte[]> unlock(Slot slot, Unlocking unlocking) {
        byte[] info = Slot.wrapInfo(slot.vault(), slot.role(), slot.slot());
        byte[] wrapped = HexFormat.of().parseHex(slot.wrapped());
        return unlocking instanceof Unlocking.Kms(KeyWrapping service)
                        && slot.lock() instanceof Slot.Kms
                ? Optional.of(
                        service.unwrap(wrapped, context(slot.vault(), slot.role(), slot.slot())))
                : secret(slot.lock(), unlocking)
                        .flatMap(secret -> Sealing.unwrap(secret, info, wrapped));
    }

    /// The key file in a slot.
    KeyFile open(String role, String name, Unlocking unlocking) {
        Slot slot =
                find(vault.keys(), role, name)
                        .orElseThrow(() ->
                                VaultErrors.SLOT.error(
                                        "there is no slot " + role + "/" + name,
                                        "`muster vault keys list` names the slots"));
        return unlock(slot, unlocking)
                .flatMap(slot::open)
                .map(text -> KeyFile.decode("slot " + role + "/" + name, text))
                .orElseThrow(() ->
                        VaultErrors.SLOT.error(
                                unlocking
                                        + " does not open slot "
                                        + role
                                        + "/"
                                        + name
                                        + ", which is a "
                                        + slot.lock().word()
                                        + " slot",
                                "try again; `muster vault keys list` names the slots"));
    }

    static Optional<Slot> find(KeyView view, String role, String name) {
        return view.live().stream()
                .filter(it -> it.role().equals(role) && it.slot().equals(name))
                .findFirst();
    }

    /// Gives every slot of a role the key file as it is now. Needs none of the passphrases.
    void renew(OwnerKey owner, KeyFile file) {
        KeyView view = vault.keys();
        for (Slot live : view.live()) {
            if (live.role().equals(file.base())) {
                renew(owner, view, live, file);
            }
        }
    }

    private void renew(OwnerKey owner, KeyView view, Slot live, KeyFile file) {
        Optional<Slot> done =
                view.slots().stream()
                        .filter(it -> it.role().equals(live.role()))
                        .filter(it -> it.slot().equals(live.slot()))
                        .filter(it -> it.holds().equals(file.id()) && it.number() >= live.number())
                        .findFirst();
        if (done.isPresent()) {
            place.offer(done.get().object());
            return;
        }
        int number =
                1
                        + view.slots().stream()
                                .filter(it -> it.role().equals(live.role()))
                                .filter(it -> it.slot().equals(live.slot()))
                                .mapToInt(Slot::number)
                                .max()
                                .orElse(0);
        Slot next = live.holding(file, number, now(), by, random(32));
        place.put(next.object(), next.encode(owner.signing()));
    }
}

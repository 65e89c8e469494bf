package dev.muster.vault.keys;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.Retirement;
import dev.muster.vault.format.Rewrite;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.Slot;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.KeyView;
import dev.muster.vault.repository.OwnerKey;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.StoredObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Ends keys and slots.
final class KeyRemoval {
    private static final List<String> READERS = List.of("recovery", "archive", "maintainer");

    private final Vault vault;
    private final KeyPlace place;
    private final KeyFolder keys;
    private final String by;

    KeyRemoval(Vault vault, KeyPlace place, KeyFolder keys, String by) {
        this.vault = vault;
        this.place = place;
        this.keys = keys;
        this.by = by;
    }

    /// @return the copies whose storage did not let the slot be deleted
    List<RegionId> slot(String role, String name) {
        KeyView view = vault.keys();
        String what = Slot.prefix(role, name);
        if (!view.isRemoved(what)) {
            if (Slots.find(view, role, name).isEmpty()) {
                throw VaultErrors.SLOT.error(
                        "there is no slot " + role + "/" + name,
                        "`muster vault keys list` names the slots");
            }
            requireAnother(view, role, name);
        }
        retire(view, what, Set.of());
        return place.delete(
                view.slots().stream()
                        .filter(it -> it.role().equals(role) && it.slot().equals(name))
                        .map(Slot::object)
                        .toList());
    }

    /// Refuses to take the last way to a private key: another slot, or a file that is here, stays.
    private void requireAnother(KeyView view, String role, String name) {
        List<String> same = READERS.contains(role) ? READERS : List.of(role);
        boolean slot =
                view.live().stream()
                        .filter(it -> counts(view, it.holds(), it.role()))
                        .anyMatch(it ->
                                same.contains(it.role())
                                        && !(it.role().equals(role) && it.slot().equals(name)));
        boolean file =
                keys.files().stream()
                        .filter(it -> it.vault().equals(vault.config().number()))
                        .anyMatch(
                                it -> same.contains(it.base()) && counts(view, it.id(), it.base()));
        if (!slot && !file) {
            throw VaultErrors.LAST_KEY.error(
                    "slot "
                            + role
                            + "/"
                            + name
                            + " is the last way to the key of "
                            + role
                            + ": no other slot has it, and no key file in "
                            + keys.folder(),
                    "add another one first: muster vault keys add "
                            + role
                            + " --slot NAME, or copy "
                            + role
                            + ".key to "
                            + keys.folder());
        }
    }

    /// Whether a reader's key is the newest one.
    private static boolean counts(KeyView view, KeyId holds, String role) {
        return !READERS.contains(role) || view.current(Role.ARCHIVE).id().equals(holds);
    }

    void certificate(Certificate certificate) {
        KeyView view = vault.keys();
        switch (certificate.role()) {
            case ARCHIVE, SECRETS ->
                    throw VaultErrors.LAST_KEY.error(
                            "key "
                                    + certificate.id()
                                    + " of the "
                                    + certificate.role().folder()
                                    + " leads to what was sealed before it, so it stays",
                            "give new content another key: muster vault keys rotate "
                                    + certificate.role().folder());
            case SOURCE, CONTROLLER -> requireOlder(view, certificate);
            case DRILL, MAINTAINER -> {}
        }
        retire(view, certificate.object(), kept(certificate));
    }

    private static void requireOlder(KeyView view, Certificate certificate) {
        boolean newest =
                view.certificates().stream()
                        .filter(it -> it.role() == certificate.role())
                        .filter(it -> it.name().equals(certificate.name()))
                        .noneMatch(it -> it.number() > certificate.number());
        if (newest) {
            String what =
                    certificate.role() == Role.SOURCE
                            ? "source " + certificate.name()
                            : "controller";
            throw VaultErrors.KEY_STATE.error(
                    "key "
                            + certificate.id()
                            + " is the one that "
                            + certificate.name()
                            + " signs with now",
                    "give it another one first: muster vault keys rotate " + what);
        }
    }

    private void retire(KeyView view, String what, Set<String> kept) {
        String object = Retirement.object(what);
        if (view.retirements().containsKey(what)) {
            place.offer(object);
            return;
        }
        OwnerKey owner = keys.owner();
        Retirement retirement =
                new Retirement(
                        vault.config().number(), what, vault.ports().timing().instant(), by, kept);
        place.put(object, retirement.encode(owner.signing()));
    }

    /// Marks of everything that the key signed and that is in the vault now.
    private Set<String> kept(Certificate certificate) {
        Set<String> kept = new LinkedHashSet<>();
        switch (certificate.role()) {
            case SOURCE -> {
                ComponentId source = new ComponentId(certificate.name());
                originals(certificate, source, kept);
                keep(certificate, ObjectKind.HISTORY, LogNames.histories(source), kept);
                logs(certificate, source, kept);
            }
            case CONTROLLER -> {
                for (String prefix : List.of("runs/", "evidence/", "holds/")) {
                    keep(certificate, ObjectKind.RECORD, prefix, kept);
                }
                keep(certificate, ObjectKind.SECRET, "secrets/", kept);
                for (String prefix : List.of("strategies/", "runbooks/")) {
                    keep(certificate, ObjectKind.DOCUMENT, prefix, kept);
                }
            }
            case MAINTAINER -> {
                keep(certificate, ObjectKind.REWRITE, "commits/", kept);
                keep(certificate, ObjectKind.INDEX, "index/", kept);
            }
            case ARCHIVE, SECRETS, DRILL -> {}
        }
        return kept;
    }

    private void keep(Certificate certificate, ObjectKind kind, String prefix, Set<String> kept) {
        for (StoredObject object : vault.copies().list(prefix)) {
            mark(
                    certificate,
                    kept,
                    () ->
                            vault.copies()
                                    .read(object.name(), vault.trust())
                                    .map(bytes -> new SignedObject(kind, object.name(), bytes)));
        }
    }

    /// A maintainer keeps what the source signed inside of what it signs itself.
    private void originals(Certificate certificate, ComponentId source, Set<String> kept) {
        for (StoredObject object : vault.copies().list(Commit.prefix(source))) {
            String name = object.name();
            mark(
                    certificate,
                    kept,
                    () ->
                            vault.copies()
                                    .read(name, vault.trust())
                                    .map(bytes -> original(name, bytes)));
        }
    }

    private SignedObject original(String name, byte[] object) {
        byte[] signed =
                ObjectKind.REWRITE.is(object)
                        ? Rewrite.decode(
                                        new SignedObject(ObjectKind.REWRITE, name, object),
                                        vault.config().number())
                                .original()
                        : object;
        return new SignedObject(ObjectKind.COMMIT, name, signed);
    }

    /// Head and foot of a segment are signed each; what lies between hangs on both.
    private void logs(Certificate certificate, ComponentId source, Set<String> kept) {
        for (StoredObject object : vault.copies().list(LogNames.prefix(source))) {
            String name = object.name();
            long from = Math.max(0, object.bytes() - LogFoot.LIMIT);
            mark(
                    certificate,
                    kept,
                    () ->
                            vault.copies()
                                    .range(name, 0, LogHead.LIMIT)
                                    .map(bytes -> LogHead.decode(name, bytes).signed()));
            mark(
                    certificate,
                    kept,
                    () ->
                            vault.copies()
                                    .range(name, from, LogFoot.LIMIT)
                                    .map(bytes -> LogFoot.decode(name, bytes).signed()));
        }
    }

    private static void mark(
            Certificate certificate, Set<String> kept, Supplier<Optional<SignedObject>> reading) {
        try {
            Optional<SignedObject> signed =
                    reading.get().filter(it -> it.signer().equals(certificate.id()));
            if (signed.isPresent()) {
                signed.get().verify(certificate.key());
                kept.add(Retirement.mark(signed.get().signature()));
            }
        } catch (MusterException foreign) {
            // not what anybody signed: it counted for nothing before, and is not kept
            return;
        }
    }
}

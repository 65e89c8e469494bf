package dev.muster.vault.sealed;

import dev.muster.model.MusterException;
import dev.muster.vault.format.Envelope;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SealedFile;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.Randomness;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Files below a folder of the vault, each version under a number of its own, never overwritten.
/// The owner and the controllers write them; what nobody of them signed is as if it were not there.
///
/// Names end in random digits, so that two who write at once both are kept; the higher number, and
/// of two equal ones the higher name, is the newer.
final class SealedShelf {
    private final Vault vault;
    private final ObjectKind kind;

    SealedShelf(Vault vault, ObjectKind kind) {
        this.vault = vault;
        this.kind = kind;
    }

    /// A file as it was found.
    ///
    /// @param byOwner whether the owner signed it, and not a controller
    record Found(SealedFile file, int number, boolean byOwner) {}

    /// The folder's files that are signed, oldest first.
    List<Found> list(String folder) {
        List<Found> found = new ArrayList<>();
        for (StoredObject object : vault.copies().list(folder)) {
            read(object.name()).ifPresent(found::add);
        }
        found.sort(Comparator.comparingInt(Found::number).thenComparing(it -> it.file().object()));
        return found;
    }

    private Optional<Found> read(String name) {
        try {
            return vault.copies().read(name, vault.trust()).map(bytes -> found(name, bytes));
        } catch (MusterException foreign) {
            // told by check; whoever can write to the storage must not stop a recovery with it
            return Optional.empty();
        }
    }

    private Found found(String name, byte[] object) {
        SignedObject signed = new SignedObject(kind, name, object);
        SealedFile file = SealedFile.decode(kind, name, signed, vault.config().number());
        boolean byOwner = signed.signer().equals(KeyId.of(vault.config().ownerKey()));
        return new Found(file, number(name), byOwner);
    }

    /// The number in a name; 0 where there is none.
    private static int number(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.matches("[0-9]{9}-[0-9a-f]{8}") ? Integer.parseInt(last.substring(0, 9)) : 0;
    }

    /// Seals a content for its readers.
    interface Closing {
        Envelope seal(byte[] info, Envelope.Fresh fresh);
    }

    /// Keeps another version.
    ///
    /// @param closing empty to end what came before
    Found put(
            String folder, String title, String by, SigningKey signer, Optional<Closing> closing) {
        Randomness random = vault.ports().randomness();
        int number = list(folder).stream().mapToInt(Found::number).max().orElse(0) + 1;
        String object =
                folder
                        + String.format(
                                Locale.ROOT,
                                "%09d-%s",
                                number,
                                HexFormat.of().formatHex(random.bytes(4)));
        byte[] info = SealedFile.info(vault.config().number(), object);
        Instant now = vault.ports().timing().instant();
        SealedFile file =
                new SealedFile(
                        kind,
                        vault.config().number(),
                        object,
                        now,
                        by,
                        title,
                        closing.map(it ->
                                it.seal(
                                        info,
                                        new Envelope.Fresh(random.bytes(32), random.bytes(32)))));
        byte[] bytes = file.encode(signer);
        // a key that may not sign would leave waste for ever
        vault.trust().check(object, bytes);
        vault.copies().put(object, bytes).require(WriteRule.ANY);
        return found(object, bytes);
    }
}

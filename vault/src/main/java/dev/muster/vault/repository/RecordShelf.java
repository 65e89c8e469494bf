package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore.Put;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Small signed records, whose home is one copy: what it took counts. The other copies get each
/// record afterwards, as far as they answer; what they miss is owed. Many threads and processes.
final class RecordShelf {
    private final VaultNumber vault;
    private final Copies copies;
    private final Copy home;
    private final Trust trust;
    private final ControllerKey key;
    private final Executor others;

    RecordShelf(
            VaultNumber vault,
            Copies copies,
            RegionId home,
            Trust trust,
            ControllerKey key,
            Executor others) {
        this.vault = vault;
        this.copies = copies.reading(home);
        this.home = copies.in(home);
        this.trust = trust;
        this.key = key;
        this.others = others;
    }

    static void requireName(String name) {
        if (!name.matches("[a-z0-9-]+(/[a-z0-9-]+)*")) {
            throw new IllegalArgumentException("not a record's name: " + name);
        }
    }

    /// The names of objects that the home holds below a prefix.
    List<String> names(String prefix) {
        return home.store().list(prefix).stream().map(StoredObject::name).toList();
    }

    boolean holds(String object) {
        return home.store().exists(object);
    }

    Optional<byte[]> get(String object) {
        Optional<byte[]> found = home.store().get(object);
        return found.isEmpty() ? Optional.empty() : Optional.of(content(object, found.get()));
    }

    /// What is kept there now: the argument, or what was there before.
    byte[] put(String object, byte[] content) {
        byte[] signed = sign(object, content);
        if (home.store().putIfAbsent(object, ByteBuffer.wrap(signed)) == Put.STORED) {
            others.execute(() -> offer(object, signed));
            return content;
        }
        byte[] there =
                home.store()
                        .get(object)
                        .orElseThrow(() -> VaultErrors.DAMAGED.error(home + " lost " + object, ""));
        return content(object, there);
    }

    /// Whoever does not take it is owed it, and gets it when copies catch up.
    private void offer(String object, byte[] signed) {
        copies.put(
                object,
                ByteBuffer.wrap(signed),
                copies.all().stream()
                        .map(Copy::region)
                        .filter(region -> !region.equals(home.region()))
                        .toList());
    }

    private byte[] sign(String object, byte[] content) {
        Encoder out = ObjectKind.RECORD.begin().raw(vault.toBytes()).text(object).bytes(content);
        return key.signing().sign(ObjectKind.RECORD, out);
    }

    /// The record's content; a damaged one is mended from another copy.
    private byte[] content(String object, byte[] signed) {
        try {
            return trust.record(object, signed);
        } catch (MusterException damaged) {
            return copies.read(object, trust)
                    .map(whole -> trust.record(object, whole))
                    .orElseThrow(() -> damaged);
        }
    }
}

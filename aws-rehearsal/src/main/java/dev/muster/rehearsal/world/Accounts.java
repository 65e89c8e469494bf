package dev.muster.rehearsal.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Who may ask. Keys are made up for each rehearsal, and lie in its folder in the form that AWS's
/// own tools read, for its owner only.
public final class Accounts {
    /// The one that is always there.
    public static final String FIRST = "123456789012";

    private final Store store;
    private final Shelf<Account> shelf;

    Accounts(Store store) {
        this.store = store;
        shelf = store.shelf("world.accounts", Account.class);
        account(FIRST);
        // also where a kill came between key and file
        write();
    }

    /// An account, which is made where it is new.
    public synchronized Account account(String id) {
        Account known = shelf.get(id);
        if (known != null) {
            return known;
        }
        String key = "AKIA" + Ids.hex(8).toUpperCase(Locale.ROOT);
        Account made = new Account(id, key, Ids.hex(20));
        store.commit(shelf.put(id, made));
        write();
        return made;
    }

    public Optional<Account> ofKey(String accessKey) {
        return shelf.all().stream().filter(it -> it.accessKey().equals(accessKey)).findAny();
    }

    public Path file() {
        return store.folder().resolve("credentials");
    }

    private void write() {
        StringBuilder text = new StringBuilder();
        Collection<Account> all = shelf.all();
        for (Account account : all) {
            text.append('[').append(account.id().equals(FIRST) ? "default" : account.id());
            text.append("]\naws_access_key_id = ").append(account.accessKey());
            text.append("\naws_secret_access_key = ").append(account.secret()).append("\n\n");
        }
        try {
            Path fresh = file().resolveSibling("credentials.new");
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text, StandardOpenOption.WRITE);
            Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.muster.vault.sealed;

import dev.muster.model.Digest;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Envelope;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.sealed.SealedShelf.Found;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Texts that a recovery needs, sealed to the archive: versions of the strategy, and runbooks.
public final class VaultDocuments {
    private static final String STRATEGIES = "strategies/";
    private static final String RUNBOOKS = "runbooks/";

    private final Vault vault;
    private final SealedShelf shelf;

    public VaultDocuments(Vault vault) {
        this.vault = vault;
        this.shelf = new SealedShelf(vault, ObjectKind.DOCUMENT);
    }

    /// A version of a text.
    ///
    /// @param digest the SHA-256 of the text, hex
    /// @param byOwner whether the owner signed it: no other strategy is ever run from here
    public record Version(int number, String digest, Instant kept, String by, boolean byOwner) {}

    private static Version version(Found found) {
        return new Version(
                found.number(),
                found.file().title(),
                found.file().created(),
                found.file().by(),
                found.byOwner());
    }

    /// The versions of the strategy, oldest first.
    public List<Version> strategies() {
        return shelf.list(STRATEGIES).stream().map(VaultDocuments::version).toList();
    }

    /// Keeps a strategy, unless the newest of the same signer is the same text.
    ///
    /// @param signer the owner's key makes it one that may be run from the vault
    public Version keepStrategy(String text, String by, SigningKey signer) {
        return keep(STRATEGIES, text, by, signer);
    }

    /// The newest strategy that the owner signed, or one by its number.
    public Text strategy(ArchiveKey key, Optional<Integer> number) {
        List<Found> found =
                shelf.list(STRATEGIES).stream()
                        .filter(Found::byOwner)
                        .filter(it -> number.isEmpty() || number.get() == it.number())
                        .toList();
        if (found.isEmpty()) {
            throw VaultErrors.NO_STRATEGY.error(
                    number.map(it -> "the vault holds no strategy " + it + " that the owner signed")
                            .orElse("the vault holds no strategy that the owner signed"),
                    "where the owner's key is: muster vault strategy sign");
        }
        return open(found.getLast(), key);
    }

    /// The generated runbook of a scenario, as it was kept last.
    public Optional<Text> runbook(String scenario, ArchiveKey key) {
        List<Found> found = shelf.list(folder(scenario));
        return found.isEmpty() ? Optional.empty() : Optional.of(open(found.getLast(), key));
    }

    public Version keepRunbook(String scenario, String text, String by, SigningKey signer) {
        return keep(folder(scenario), text, by, signer);
    }

    private static String folder(String scenario) {
        return RUNBOOKS + ObjectNames.part(scenario) + "/";
    }

    /// A text and its version.
    public record Text(Version version, String text) {}

    private Text open(Found found, ArchiveKey key) {
        vault.requireOurs(key);
        String text =
                found.file()
                        .open(key.withEarlier(vault.keys()))
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElseThrow(() ->
                                VaultErrors.WRONG_KEY.error(
                                        "the " + key + " does not open " + found.file().object(),
                                        "use the newest recovery key file"));
        if (!Digest.of(text).hex().equals(found.file().title())) {
            throw VaultErrors.DAMAGED.error(
                    found.file().object() + " does not have the digest that it names",
                    "run `muster vault check`");
        }
        return new Text(version(found), text);
    }

    private Version keep(String folder, String text, String by, SigningKey signer) {
        String digest = Digest.of(text).hex();
        boolean owner = signer.id().equals(ownerId());
        List<Found> mine = shelf.list(folder).stream().filter(it -> it.byOwner() == owner).toList();
        if (!mine.isEmpty() && mine.getLast().file().title().equals(digest)) {
            return version(mine.getLast());
        }
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return version(
                shelf.put(
                        folder,
                        digest,
                        by,
                        signer,
                        Optional.of((info, fresh) ->
                                Envelope.seal(vault.keys().archiveAlone(), info, plain, fresh))));
    }

    private KeyId ownerId() {
        return KeyId.of(vault.config().ownerKey());
    }
}

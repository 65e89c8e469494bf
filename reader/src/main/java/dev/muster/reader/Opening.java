package dev.muster.reader;

import dev.muster.model.RegionId;
import dev.muster.model.Timing;
import dev.muster.model.VaultUrl;
import dev.muster.vault.door.DoorStore;
import dev.muster.vault.door.DoorToken;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.keys.Unlocking;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.s3.S3Store;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Opens the vault at the addresses that were typed, and the key.
final class Opening {
    private static final String DRILL = "drill-";

    private final Arguments arguments;
    private final Surroundings around;
    private final Timing timing = new SystemTiming();

    Opening(Arguments arguments, Surroundings around) {
        this.arguments = arguments;
        this.around = around;
    }

    Vault vault() {
        List<Copy> copies = new ArrayList<>();
        for (String address : arguments.all("--vault")) {
            RegionId region = new RegionId("given-" + (copies.size() + 1));
            copies.add(new Copy(region, store(address)));
        }
        if (copies.isEmpty()) {
            throw new UsageException(
                    "say where the vault is: --vault /a/folder, or --vault s3://BUCKET/PREFIX?..."
                            + "; once for each copy that is left");
        }
        return Vault.open(copies, VaultPorts.of(timing));
    }

    private VaultStore store(String address) {
        if (!address.contains(":")) {
            return new FolderStore(Path.of(address).toAbsolutePath().normalize());
        }
        return switch (parse(address)) {
            case VaultUrl.Folder folder -> new FolderStore(Path.of(URI.create(folder.text())));
            case VaultUrl.Bucket bucket ->
                    new S3Store(
                            bucket,
                            Optional.empty(),
                            timing,
                            () -> ThreadLocalRandom.current().nextDouble());
            case VaultUrl.Door door ->
                    new DoorStore(
                            door,
                            Optional.ofNullable(around.environment().get("MUSTER_DOOR_TOKEN"))
                                    .flatMap(DoorToken::parse),
                            timing,
                            () -> ThreadLocalRandom.current().nextDouble());
        };
    }

    private static VaultUrl parse(String address) {
        try {
            return VaultUrl.parse(address);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(
                    "'" + address + "' is no address of a vault " + unknown.getMessage());
        }
    }

    /// What opens the vault's content.
    ArchiveKey key(Vault vault) {
        KeyFile file = keyFile(vault);
        KeyFolder.requireOurs(file, vault.config().number());
        KeyFolder held = new KeyFolder(Path.of("the given keys")).holding(file);
        return file.base().startsWith(DRILL)
                ? held.drill(file.base().substring(DRILL.length()))
                : held.archive();
    }

    private KeyFile keyFile(Vault vault) {
        Optional<String> slot = arguments.one("--unlock");
        if (slot.isEmpty()) {
            String file =
                    arguments.need("--key", "which key file (recovery.key), or --unlock ROLE/SLOT");
            return KeyFolder.file(Path.of(file).toAbsolutePath());
        }
        String[] parts = slot.get().split("/", -1);
        if (parts.length != 2) {
            throw new UsageException("--unlock is like recovery/ops");
        }
        return KeyCare.open(vault, parts[0], parts[1], unlocking(slot.get()));
    }

    private Unlocking unlocking(String slot) {
        Optional<String> file = arguments.one("--unlock-file");
        if (file.isPresent()) {
            return new Unlocking.UnlockFile(KeyFolder.file(Path.of(file.get()).toAbsolutePath()));
        }
        String text =
                arguments
                        .one("--passphrase-file")
                        .map(Opening::firstLine)
                        .or(() -> around.passphrases().ask("Passphrase of " + slot + ":"))
                        .orElseThrow(() ->
                                new UsageException(
                                        "nobody can be asked for the passphrase here; put it into"
                                                + " a file: --passphrase-file FILE"));
        try {
            return new Unlocking.Passphrase(text);
        } catch (IllegalArgumentException tooShort) {
            throw new UsageException(String.valueOf(tooShort.getMessage()));
        }
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new UsageException("--passphrase-file " + file + " cannot be read: " + e);
        }
    }
}

package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.SourceSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The folder with a vault's key files, `<role>.key`, each readable by its owner alone.
public final class KeyFolder {
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER =
            PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    public KeyFolder(Path folder) {
        this.folder = folder;
    }

    /// The key file of a source.
    public Path sourceFile(ComponentId source) {
        return file("source-" + source);
    }

    /// The key file that a whole recovery needs.
    public Path recoveryFile() {
        return file("recovery");
    }

    public SourceKey source(ComponentId source) {
        KeyFile file = need("source-" + source);
        return new SourceKey(
                source,
                file.owner(),
                new SourceSecret(word(file, "source-secret"), file.vault()),
                new SigningKey(word(file, "sign-private")));
    }

    /// From `archive.key`, else from `recovery.key`.
    public ArchiveKey archive() {
        KeyFile file = either("archive");
        return new ArchiveKey(file.vault(), file.owner(), word(file, "archive-private"));
    }

    /// From `controller.key`, else from `recovery.key`.
    public ControllerKey controller() {
        KeyFile file = either("controller");
        return new ControllerKey(
                file.vault(), file.owner(), new SigningKey(word(file, "controller-private")));
    }

    Optional<KeyFile> owner() {
        return read("owner");
    }

    KeyFile needOwner() {
        return need("owner");
    }

    boolean hasSource(ComponentId source) {
        return Files.exists(sourceFile(source));
    }

    private KeyFile either(String role) {
        return read(role)
                .or(() -> read("recovery"))
                .orElseThrow(() -> missing(file(role) + " or " + recoveryFile()));
    }

    private KeyFile need(String role) {
        return read(role).orElseThrow(() -> missing(file(role).toString()));
    }

    private static RuntimeException missing(String what) {
        return VaultErrors.KEY_FILE.error(
                "there is no key file " + what, "copy it from where the vault was made");
    }

    static byte[] word(KeyFile file, String word) {
        return file.key(word)
                .orElseThrow(() ->
                        VaultErrors.KEY_FILE.error(
                                "the " + file + " has no line '" + word + "'", ""));
    }

    private Optional<KeyFile> read(String role) {
        Path path = file(role);
        try {
            for (PosixFilePermission right : Files.getPosixFilePermissions(path)) {
                if (!PRIVATE.contains(right) && right != PosixFilePermission.OWNER_EXECUTE) {
                    throw VaultErrors.KEY_FILE.error(
                            "key file " + path + " can be used by others", "chmod 600 " + path);
                }
            }
            return Optional.of(KeyFile.decode(path.toString(), Files.readString(path)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + path + " cannot be read: " + e, "check its owner and mode", e);
        }
    }

    /// Writes a key file that is not there yet, durably.
    void write(KeyFile key) {
        String role = key.role().equals("source") ? "source-" + key.name() : key.role();
        Path path = file(role);
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
            try (FileChannel out =
                    FileChannel.open(
                            path,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PRIVATE))) {
                ByteBuffer text = ByteBuffer.wrap(key.encode().getBytes(StandardCharsets.UTF_8));
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (FileAlreadyExistsException there) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + path + " is there already",
                    "move " + path + " away if its vault is gone",
                    there);
        } catch (IOException e) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + path + " cannot be written: " + e,
                    "check the folder " + folder,
                    e);
        }
    }

    private Path file(String role) {
        return folder.resolve(role + ".key");
    }
}

package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.store.DurableFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The folder with a vault's key files, `<role>.key`, each readable by its owner alone; and key
/// files that are held in memory alone, opened from slots.
public final class KeyFolder {
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final String ENDING = ".key";
    private static final String SEEN = "seen";
    private static final String MAINTAINER = MaintainerKey.NAME;

    private final Path folder;
    private final List<KeyFile> held;

    public KeyFolder(Path folder) {
        this(folder, List.of());
    }

    private KeyFolder(Path folder, List<KeyFile> held) {
        this.folder = folder;
        this.held = List.copyOf(held);
    }

    /// The same folder, and a key file that goes before one of its role there.
    public KeyFolder holding(KeyFile file) {
        List<KeyFile> more = new ArrayList<>(List.of(file));
        more.addAll(held);
        return new KeyFolder(folder, more);
    }

    /// A key file that lies anywhere.
    public static KeyFile file(Path path) {
        return readPath(path).orElseThrow(() -> missing(path.toString()));
    }

    public Path folder() {
        return folder;
    }

    /// The key file of a source.
    public Path sourceFile(ComponentId source) {
        return path("source-" + source);
    }

    /// The key file that a whole recovery needs.
    public Path recoveryFile() {
        return path("recovery");
    }

    public SourceKey source(ComponentId source) {
        KeyFile file = need("source-" + source);
        Optional<SourceKey> before =
                file.key("before-secret")
                        .map(secret ->
                                source(
                                        file,
                                        source,
                                        secret,
                                        word(file, "before-private"),
                                        Optional.empty()));
        return source(
                file, source, word(file, "source-secret"), word(file, "sign-private"), before);
    }

    private static SourceKey source(
            KeyFile file,
            ComponentId source,
            byte[] secret,
            byte[] signing,
            Optional<SourceKey> before) {
        return new SourceKey(
                source,
                file.owner(),
                new SourceSecret(secret, file.vault()),
                new SigningKey(signing),
                before);
    }

    /// From `archive.key`, else from `recovery.key` or `maintainer.key`.
    public ArchiveKey archive() {
        KeyFile file = either("archive", "recovery", MAINTAINER);
        return new ArchiveKey(
                file.vault(), file.owner(), word(file, "archive-private"), Optional.empty());
    }

    /// Whether what moves blobs is here.
    public boolean hasMaintainer() {
        return find(MAINTAINER).isPresent();
    }

    /// From `maintainer.key`.
    public MaintainerKey maintainer() {
        KeyFile file = need(MAINTAINER);
        ArchiveKey archive =
                new ArchiveKey(
                        file.vault(),
                        file.owner(),
                        word(file, "archive-private"),
                        Optional.empty());
        return new MaintainerKey(archive, new SigningKey(word(file, "sign-private")));
    }

    /// What reads the backups of a drill's sources and no others.
    public ArchiveKey drill(String name) {
        KeyFile file = need("drill-" + name);
        return new ArchiveKey(
                file.vault(), file.owner(), word(file, "drill-private"), Optional.of(name));
    }

    /// From `controller.key`, else from `recovery.key`.
    public ControllerKey controller() {
        KeyFile file = either("controller", "recovery");
        return new ControllerKey(
                file.vault(), file.owner(), new SigningKey(word(file, "controller-private")));
    }

    /// From `secrets.key`, else from `recovery.key`.
    public SecretsKey secrets() {
        KeyFile file = either("secrets", "recovery");
        return new SecretsKey(file.vault(), file.owner(), word(file, "secrets-private"));
    }

    public OwnerKey owner() {
        KeyFile file = need("owner");
        return new OwnerKey(
                file.vault(), file.owner(), new SigningKey(word(file, "owner-private")));
    }

    /// All key files that are here, in order of their names, and those held in memory.
    public List<KeyFile> files() {
        List<KeyFile> files = new ArrayList<>(held);
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*" + ENDING)) {
            List<Path> sorted = new ArrayList<>();
            paths.forEach(sorted::add);
            sorted.sort(null);
            sorted.forEach(path -> readPath(path).ifPresent(files::add));
            return files;
        } catch (IOException e) {
            throw VaultErrors.KEY_FILE.error(
                    "the folder " + folder + " cannot be read: " + e,
                    "check its owner and mode",
                    e);
        }
    }

    /// Whether a key file is on the disk, and not only held in memory.
    public boolean isStored(String base) {
        try {
            Files.readAttributes(path(base), BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException e) {
            // taken for absent it would not be given its new key
            throw unreadable(path(base), e);
        }
    }

    /// A key file by its name without ending, such as `recovery` or `drill-weekly`.
    public Optional<KeyFile> find(String base) {
        return held.stream()
                .filter(file -> file.base().equals(base))
                .findFirst()
                .or(() -> readPath(path(base)));
    }

    private KeyFile either(String... bases) {
        for (String base : bases) {
            Optional<KeyFile> found = find(base);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw missing(path(bases[0]) + " or " + path(bases[1]));
    }

    /// @throws dev.muster.model.MusterException if there is none
    public KeyFile need(String base) {
        return find(base).orElseThrow(() -> missing(path(base).toString()));
    }

    private static RuntimeException missing(String what) {
        return VaultErrors.KEY_FILE.error(
                "there is no key file " + what,
                "copy it from where the vault was made, or open a slot: --unlock ROLE/SLOT");
    }

    /// A key in a key file.
    public static byte[] word(KeyFile file, String word) {
        return file.key(word)
                .orElseThrow(() ->
                        VaultErrors.KEY_FILE.error(
                                "the " + file + " has no line '" + word + "'",
                                "use the key file of another role"));
    }

    private static Optional<KeyFile> readPath(Path path) {
        try {
            for (PosixFilePermission right : Files.getPosixFilePermissions(path)) {
                if (!PRIVATE.contains(right) && right != PosixFilePermission.OWNER_EXECUTE) {
                    throw VaultErrors.KEY_FILE.error(
                            "key file " + path + " can be used by others", "chmod 600 " + path);
                }
            }
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return Optional.of(KeyFile.decode(path.toString(), text));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static RuntimeException unreadable(Path path, IOException e) {
        return VaultErrors.KEY_FILE.error(
                "key file " + path + " cannot be read: " + e, "check its owner and mode", e);
    }

    /// Writes a key file that is not there yet, durably.
    public void write(KeyFile key) {
        Path path = path(key.base());
        try {
            // a link fails where the name is taken; a rename would replace in silence
            Path fresh = fresh(key);
            Files.createLink(path, fresh);
            Files.delete(fresh);
            DurableFolders.sync(folder);
        } catch (FileAlreadyExistsException there) {
            throw VaultErrors.KEY_FILE.error(
                    "key file " + path + " is there already",
                    "move " + path + " away if its vault is gone",
                    there);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /// Puts a key file in the place of one that is there, durably: at any moment one of both is.
    public void replace(KeyFile key) {
        Path path = path(key.base());
        try {
            Files.move(
                    fresh(key),
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            DurableFolders.sync(folder);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /// Ends a key file, durably.
    public void remove(String base) {
        try {
            Files.deleteIfExists(path(base));
            DurableFolders.sync(folder);
        } catch (IOException e) {
            throw unwritable(path(base), e);
        }
    }

    /// The key file under another name, durable.
    private Path fresh(KeyFile key) throws IOException {
        // a key whose folder's name is lost is lost with it, and may be the only one
        DurableFolders.make(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
        Path path = folder.resolve(key.base() + ENDING + ".new");
        // what an interrupted attempt left behind
        Files.deleteIfExists(path);
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
        return path;
    }

    /// Makes what is here durable, name and all, before anything rests on it: whoever wrote it may
    /// have died before that.
    public void settle() {
        try {
            for (KeyFile file : files()) {
                DurableFolders.sync(path(file.base()));
            }
            DurableFolders.sync(folder);
            Path above = folder.toAbsolutePath().getParent();
            if (above != null) {
                DurableFolders.sync(above);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private RuntimeException unwritable(Path path, IOException e) {
        return VaultErrors.KEY_FILE.error(
                "key file " + path + " cannot be written: " + e, "check the folder " + folder, e);
    }

    /// What was seen of the vault from here; nothing if nobody looked, or the file is no text.
    public SeenMarks seen() {
        try {
            byte[] text = Files.readAllBytes(folder.resolve(SEEN));
            return SeenMarks.decode(new String(text, StandardCharsets.UTF_8));
        } catch (IOException nobodyLooked) {
            return SeenMarks.NONE;
        }
    }

    /// Remembers what was seen, where there are key files already; a folder that cannot be written
    /// remembers nothing, and no command fails for it.
    public void remember(SeenMarks marks) {
        if (!Files.isWritable(folder) || marks.equals(seen())) {
            return;
        }
        try {
            Path fresh = Files.createTempFile(folder, SEEN, ".new");
            Files.writeString(fresh, marks.encode());
            Files.move(
                    fresh,
                    folder.resolve(SEEN),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            // it helps to notice a loss, and must not be one
            return;
        }
    }

    /// Refuses a key file of another vault.
    public static void requireOurs(KeyFile file, VaultNumber vault) {
        if (!file.vault().equals(vault)) {
            throw VaultErrors.WRONG_KEY.error(
                    "the " + file + " does not belong to vault " + vault,
                    "use the key file that was written when this vault was made");
        }
    }

    public Path path(String base) {
        return folder.resolve(base + ENDING);
    }
}

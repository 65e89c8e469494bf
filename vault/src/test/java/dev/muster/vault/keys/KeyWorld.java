package dev.muster.vault.keys;

import dev.muster.model.Epoch;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.ExtractProgress;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.SourceKey;
import dev.muster.vault.repository.TestFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What tests of keys do to a [World].
final class KeyWorld {
    static final Unlocking.Passphrase PHRASE = phrase("correct horse battery staple");

    private KeyWorld() {}

    static Unlocking.Passphrase phrase(String text) {
        return new Unlocking.Passphrase(text, new Unlocking.Cost(64, 1, 1));
    }

    /// A folder with a copy of all key files, or of some.
    static KeyFolder copy(Path from, Path to, String... files) {
        try (Stream<Path> all = Files.walk(from)) {
            Files.createDirectories(to);
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String name = from.relativize(file).toString();
                if (files.length == 0 || List.of(files).contains(name)) {
                    Files.createDirectories(to.resolve(name).getParent());
                    Files.copy(
                            file,
                            to.resolve(name),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new KeyFolder(to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static RecoveryPoint backup(
            World world, Vault vault, SourceKey key, Map<String, TestFile> files) {
        world.timing.advance(java.time.Duration.ofMinutes(11));
        try (BackupSession session =
                vault.backup(key, Epoch.FIRST, WriteRule.requiring(World.NORTH, World.SOUTH))) {
            return world.fill(session, files);
        }
    }

    static Map<String, byte[]> restore(
            Vault vault, RecoveryPoint point, ArchiveKey key, Path folder) {
        try {
            vault.snapshot(point.component(), point.id(), key)
                    .extract(folder, path -> true, ExtractProgress.SILENT);
            return World.read(folder);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

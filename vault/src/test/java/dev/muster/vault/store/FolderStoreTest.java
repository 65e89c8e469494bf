package dev.muster.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.disk.SimulatedDisk;
import dev.muster.vault.disk.SimulatedDisk.Crash;
import dev.muster.vault.format.ObjectNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
    private static final byte[] ONE = {1, 2, 3, 4};

    @TempDir Path folder;
    private FolderStore store;

    @BeforeEach
    void open() {
        store = new FolderStore(folder);
    }

    @Test
    void listsNoTemporaryFiles() throws IOException {
        store.putIfAbsent("b/2", ONE);
        Files.createFile(folder.resolve(".tmp").resolve("left-over"));
        assertThat(store.list("")).extracting(StoredObject::name).containsExactly("b/2");
    }

    @Test
    void aMissingFolderIsUnreachableAndNeverMade() {
        FolderStore lost = new FolderStore(folder.resolve("lost"));
        assertThatThrownBy(() -> lost.get("a")).satisfies(code(VaultErrors.UNREACHABLE.id()));
        assertThatThrownBy(() -> lost.exists("a")).satisfies(code(VaultErrors.UNREACHABLE.id()));
        assertThatThrownBy(() -> lost.list("")).satisfies(code(VaultErrors.UNREACHABLE.id()));
        assertThatThrownBy(() -> lost.putIfAbsent("a/b", ONE))
                .satisfies(code(VaultErrors.UNREACHABLE.id()));
        assertThat(folder.resolve("lost")).doesNotExist();
    }

    @Test
    void aFailedSyncEndsTheUseOfTheStoreAndLeavesNothingVisible() throws IOException {
        AtomicReference<String> fault = new AtomicReference<>("Input/output error");
        FolderStore failing = new FolderStore(folder, failing(fault));
        assertThatThrownBy(() -> failing.putIfAbsent("a", ONE))
                .satisfies(code(VaultErrors.STORE_FAILED.id()));
        fault.set("");
        assertThatThrownBy(() -> failing.putIfAbsent("a", ONE))
                .hasMessageContaining("not used after a sync failed");
        assertThat(store.exists("a")).isFalse();
        try (Stream<Path> left = Files.list(folder.resolve(".tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFullDiskNamesTheFolderAndTheBytes() {
        FolderStore full =
                new FolderStore(folder, failing(new AtomicReference<>("No space left on device")));
        assertThatThrownBy(() -> full.putIfAbsent("packs/a", new byte[3 << 20]))
                .satisfies(code(VaultErrors.NO_SPACE.id()))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("3.0 MiB");
    }

    @Test
    void aDeletionLastsAlsoWhereAnotherHadRemovedTheName() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(folder, InstantSource.system());
        Files.createDirectory(disk.path("/vault"));
        FileSync.REAL.folder(disk.path("/"));
        FolderStore held = new FolderStore(disk.path("/vault"));
        held.putIfAbsent("packs/a", ONE);
        // by a process that died before it synced the folder
        Files.delete(disk.path("/vault/packs/a"));
        held.delete("packs/a");
        SimulatedDisk left = disk.after(Crash.POWER, new Random(0));
        assertThat(left.path("/vault/packs")).isEmptyDirectory();
    }

    @Test
    void sweepingDropsOnlyTemporaryFilesThatAreADayOld() throws IOException {
        store.putIfAbsent("a", ONE);
        Path old = Files.createFile(folder.resolve(".tmp").resolve("old"));
        Path young = Files.createFile(folder.resolve(".tmp").resolve("young"));
        FileTime now = Files.getLastModifiedTime(young);
        Files.setLastModifiedTime(old, FileTime.from(now.toInstant().minus(Duration.ofHours(25))));
        store.sweep();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void freeTextBecomesOnePartOfAName() {
        assertThat(ObjectNames.part("00000001.history")).isEqualTo("00000001.history");
        assertThat(ObjectNames.part("..")).isEqualTo("%2E.");
        assertThat(ObjectNames.part("a/b é%")).isEqualTo("a%2Fb%20%C3%A9%25");
        for (String text : new String[] {"1", "..", "a/b é%", "%2F", "a%", "€.history"}) {
            assertThat(ObjectNames.text(ObjectNames.part(text))).isEqualTo(text);
        }
    }

    private static FileSync failing(AtomicReference<String> fault) {
        return new FileSync() {
            @Override
            public void file(FileChannel file) throws IOException {
                if (!fault.get().isEmpty()) {
                    throw new Failed(new IOException(fault.get()));
                }
            }

            @Override
            public void folder(Path names) {}
        };
    }

    private static java.util.function.Consumer<Throwable> code(String id) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(MusterException.class);
            assertThat(((MusterException) thrown).code().id()).isEqualTo(id);
        };
    }
}

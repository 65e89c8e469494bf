package dev.muster.provider.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileNames;
import dev.muster.model.MusterException;
import dev.muster.model.SpecialFile;
import dev.muster.posix.Accounts;
import dev.muster.posix.Directory;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.files.kind.FilesSettings;
import dev.muster.testkit.ManualTiming;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeBackupTest {
    private final FilesDataStore store = new FilesDataStore();

    @TempDir Path folder;
    private Path data;

    @BeforeEach
    void makeSource() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
    }

    private FilesSettings settings(String... exclude) {
        return FilesTargets.settings(data, folder.resolve("restored"), List.of(exclude));
    }

    private TestOperation operation() {
        return new TestOperation("backup", Epoch.FIRST, folder, new RealTiming());
    }

    private BackupSummary backup(BackupWriter writer, String... exclude)
            throws InterruptedException {
        return store.backup(FilesTargets.home(settings(exclude)), writer, operation());
    }

    private void write(String path, String content) throws IOException {
        Path file = data.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void whatIsExcludedIsLeftOut() throws Exception {
        for (String path : List.of("a.tmp", "b/c.tmp", "b/keep.tmp", "cache/x", "b/cache/x", "z")) {
            write(path, "x");
        }
        MemoryBackup backup = new MemoryBackup();
        BackupSummary summary = backup(backup, "*.tmp", "!keep.tmp", "/cache/");
        assertThat(backup.paths()).containsExactlyInAnyOrder("b/keep.tmp", "b/cache/x", "z");
        assertThat(backup.directories()).containsExactlyInAnyOrder(".", "b", "b/cache");
        assertThat(summary.flaws().isNone()).isTrue();
    }

    @Test
    void linksFurtherNamesAndSpecialFilesAreKnownForWhatTheyAre() throws Exception {
        write("a", "content");
        Files.createLink(data.resolve("b"), data.resolve("a"));
        Files.createSymbolicLink(data.resolve("outside"), folder);
        try (Directory open = Directory.open(data)) {
            open.makeFifo(FileNames.bytes("pipe"));
            open.create(new byte[] {(byte) 0xff, 'x'}).close();
        }
        MemoryBackup backup = new MemoryBackup();
        backup(backup);
        assertThat(backup.paths()).containsExactlyInAnyOrder("a", "\udcffx");
        assertThat(backup.hardLinks()).containsEntry("b", "a");
        assertThat(backup.specials()).containsEntry("pipe", SpecialFile.of(SpecialFile.Sort.FIFO));
    }

    @Test
    void filesOfPagesAreWrittenAsSuch() throws Exception {
        write("t/orders.ibd", "pages");
        write("t/orders.frm", "plain");
        MemoryBackup backup = new MemoryBackup();
        backup(backup);
        assertThat(backup.pageSize("t/orders.ibd")).isEqualTo(16384);
        assertThat(backup.pageSize("t/orders.frm")).isZero();
    }

    @Test
    void aVaultInsideIsLeftOutAndAFolderInsideAVaultRefused() throws Exception {
        write("vault/config", "MUSTERC0 and more");
        write("vault/packs/x", "x");
        write("vault/inside/y", "y");
        write("z", "z");
        MemoryBackup backup = new MemoryBackup();
        backup(backup);
        assertThat(backup.paths()).containsExactly("z");
        data = data.resolve("vault/inside");
        assertThatThrownBy(() -> store.examine(FilesTargets.home(settings())))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("inside the vault");
    }

    @Test
    void whatCannotBeReadIsTold() throws Exception {
        write("closed/a", "x");
        write("open", "x");
        write("secret", "x");
        Files.setPosixFilePermissions(
                data.resolve("secret"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(
                data.resolve("closed"), PosixFilePermissions.fromString("---------"));
        MemoryBackup backup = new MemoryBackup();
        BackupSummary summary = backup(backup);
        if (Accounts.isRoot()) {
            // root reads everything
            assertThat(summary.flaws().isNone()).isTrue();
        } else {
            assertThat(summary.flaws().missing()).isEqualTo(2);
            assertThat(summary.flaws().first())
                    .containsExactly(
                            "closed: may not be read by this user",
                            "secret: may not be read by this user");
        }
        Files.setPosixFilePermissions(
                data.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
        assertThat(backup.paths()).contains("open");
    }

    /// Calls something before each path is written.
    private static BackupWriter hooked(
            MemoryBackup backup, java.util.function.Consumer<String> hook) {
        return (BackupWriter)
                Proxy.newProxyInstance(
                        TreeBackupTest.class.getClassLoader(),
                        new Class<?>[] {BackupWriter.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("directory")
                                    || method.getName().equals("file")) {
                                hook.accept((String) arguments[0]);
                            }
                            return method.invoke(backup, arguments);
                        });
    }

    @Test
    void filesThatVanishOrAreExchangedMeanwhileAreTold() throws Exception {
        write("a/first", "x".repeat(300_000));
        write("b-gone", "y".repeat(300_000));
        write("c-link", "z".repeat(300_000));
        MemoryBackup backup = new MemoryBackup();
        BackupWriter writer =
                hooked(
                        backup,
                        path -> {
                            if (path.equals("a/first")) {
                                delete(data.resolve("b-gone"));
                            }
                        });
        BackupSummary summary = backup(writer);
        assertThat(backup.paths()).contains("a/first", "c-link");
        assertThat(summary.flaws().missing()).isLessThanOrEqualTo(1);
        assertThat(summary.flaws().missing() == 1).isEqualTo(!backup.paths().contains("b-gone"));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadIsReadOnceMoreAndThenMarked() throws Exception {
        write("busy", "x".repeat(1_000_000));
        write("calm", "y".repeat(1_000_000));
        MemoryBackup backup = new MemoryBackup();
        List<String> begun = new ArrayList<>();
        BackupSummary summary =
                store.backup(
                        FilesTargets.home(settings()),
                        hooked(backup, begun::add),
                        new TouchingOperation(operation(), data.resolve("busy")));
        assertThat(backup.isTorn("busy")).isTrue();
        assertThat(backup.isTorn("calm")).isFalse();
        assertThat(backup.bytes("busy")).hasSizeGreaterThanOrEqualTo(1_000_000);
        assertThat(summary.flaws().torn()).isEqualTo(1);
        assertThat(summary.flaws().first())
                .containsExactly("busy: changed while it was read, twice");
    }

    @Test
    void untouchedFilesAreNotOpened() throws Exception {
        write("a", "x");
        write("b", "y".repeat(400_000));
        List<String> calls = new ArrayList<>();
        BackupWriter.Untouched known = new BackupWriter.Untouched() {};
        BackupWriter writer =
                (BackupWriter)
                        Proxy.newProxyInstance(
                                TreeBackupTest.class.getClassLoader(),
                                new Class<?>[] {BackupWriter.class},
                                (_, method, arguments) -> {
                                    calls.add(method.getName());
                                    return switch (method.getName()) {
                                        case "untouched" -> {
                                            FileMetadata metadata = (FileMetadata) arguments[1];
                                            assertThat(metadata.stamp()).isPresent();
                                            yield Optional.of(known);
                                        }
                                        case "keep" -> true;
                                        default -> null;
                                    };
                                });
        ManualTiming later = new ManualTiming(new RealTiming().instant().plusSeconds(60));
        store.backup(
                FilesTargets.home(settings()),
                writer,
                new TestOperation("backup", Epoch.FIRST, folder, later));
        assertThat(calls)
                .containsExactly(
                        "inOrder",
                        "attribute",
                        "directory",
                        "untouched",
                        "keep",
                        "untouched",
                        "keep");
    }

    @Test
    void aFileThatChangedJustNowIsReadAgainNextTime() throws Exception {
        write("a", "x");
        MemoryBackup backup = new MemoryBackup();
        backup(backup);
        assertThat(backup.metadata("a").stamp()).isEmpty();
        assertThat(backup.metadata("a").modified()).isPresent();
    }

    @Test
    void holesAreNotRead() throws Exception {
        try (RandomAccessFile sparse =
                new RandomAccessFile(data.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(40L << 20);
            sparse.seek(20 << 20);
            sparse.write(7);
        }
        TestOperation operation = operation();
        MemoryBackup backup = new MemoryBackup();
        store.backup(FilesTargets.home(settings()), backup, operation);
        assertThat(operation.done()).isLessThan(2 << 20);
        assertThat(backup.bytes("sparse")).hasSize(40 << 20);
        assertThat(backup.bytes("sparse")[20 << 20]).isEqualTo((byte) 7);
    }
}

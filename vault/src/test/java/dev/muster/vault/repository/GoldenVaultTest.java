package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.RecoveryPoint;
import dev.muster.posix.Directory;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.program.VaultPrograms;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenVaultTest {
    @TempDir Path folder;

    private static Path golden() throws URISyntaxException {
        URL found = GoldenVaultTest.class.getResource("/golden-" + ObjectKind.FORMAT_NAME);
        return Path.of(Objects.requireNonNull(found, "the golden vault").toURI());
    }

    @Test
    void theWriterWritesTheVeryBytes() throws Exception {
        new GoldenVault().write(folder, folder.resolve("spool"));
        for (String part : List.of("vault", "keys")) {
            Map<String, byte[]> written = World.read(folder.resolve(part));
            Map<String, byte[]> wanted = World.read(golden().resolve(part));
            assertThat(written.keySet()).isEqualTo(wanted.keySet());
            wanted.forEach(
                    (name, bytes) -> assertThat(written.get(name)).as(name).isEqualTo(bytes));
        }
    }

    @Test
    void theReaderReadsThemExactly() throws Exception {
        VaultPorts ports = new VaultPorts(new ManualTiming(), Randomness.secure(), 2);
        Copy copy = new Copy(GoldenVault.HERE, new FolderStore(golden().resolve("vault")));
        KeyFolder keys = keys();
        try (Vault vault = Vault.open(List.of(copy), ports)) {
            assertThat(vault.name()).isEqualTo("golden");
            List<RecoveryPoint> points = vault.points(World.ORDERS).points();
            assertThat(points)
                    .extracting(RecoveryPoint::id)
                    .containsExactly(
                            "20260301t101000000z-orders-db-1-1",
                            "20260301t102000000z-orders-db-1-2",
                            "20260301t103000000z-orders-db-1-3");
            for (int i = 0; i < 3; i++) {
                BackupSnapshot snapshot =
                        vault.snapshot(World.ORDERS, points.get(i).id(), keys.archive());
                Path into = folder.resolve("r" + i);
                snapshot.extract(into, path -> true, ExtractProgress.SILENT);
                Path tree = into.resolve("tree");
                assertThat(Files.size(tree.resolve("sparse"))).isEqualTo((1 << 20) + 100);
                assertThat(Files.getLastModifiedTime(tree.resolve("sparse")).toInstant())
                        .isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
                assertThat(Files.getAttribute(tree.resolve("sparse"), "unix:nlink")).isEqualTo(2);
                try (Directory folder = Directory.open(into)) {
                    folder.removeAll(new byte[] {'t', 'r', 'e', 'e'});
                }
                TestFile.assertSame(World.read(into), GoldenVault.content(i));
                assertThat(snapshot.attribute("version")).contains("18.4");
            }
            BackupSnapshot drilled =
                    vault.snapshot(World.ORDERS, points.get(2).id(), keys.drill("weekly"));
            assertThat(drilled.file("PG_VERSION")).isPresent();
            assertThat(KeyCare.open(vault, "recovery", "ops", GoldenVault.PHRASE).encode())
                    .isEqualTo(keys.need("recovery").encode());
            LogArchive log = LogArchive.open(vault, World.ORDERS, keys.archive(), Optional.empty());
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            log.copy(World.START, World.START.plus(GoldenVault.LOG.length), sink);
            assertThat(sink.toByteArray()).isEqualTo(GoldenVault.LOG);
            assertThat(log.histories()).containsOnlyKeys("00000002.history");
            assertThat(vault.runs(GoldenVault.HERE, keys.controller()).runs())
                    .containsExactly(GoldenVault.RUN);
            VaultPrograms programs = new VaultPrograms(vault);
            assertThat(programs.jar(programs.find(Optional.of(1)))).hasSize(300);
            assertThat(vault.checking().check(1).problems()).isEmpty();
        }
    }

    /// The checked-in key files, with the rights that key files must have.
    private KeyFolder keys() throws IOException, URISyntaxException {
        Path target = Files.createDirectory(folder.resolve("keys"));
        for (String name : World.read(golden().resolve("keys")).keySet()) {
            Path file = target.resolve(name);
            Files.copy(golden().resolve("keys").resolve(name), file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return new KeyFolder(target);
    }
}

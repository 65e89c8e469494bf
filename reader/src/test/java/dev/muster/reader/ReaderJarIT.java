package dev.muster.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.model.VaultUrl;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.keys.Unlocking;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.GoldenVault;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.TestFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.repository.World;
import dev.muster.vault.s3.S3Server;
import dev.muster.vault.s3.S3Store;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderJarIT {
    private static final Path GOLDEN =
            Path.of("..", "vault", "src", "test", "resources", "golden-unstable-2")
                    .toAbsolutePath()
                    .normalize();
    private static final ComponentId DOCUMENTS = new ComponentId("documents");
    private static final LogPosition START = new LogPosition("1", 0);

    @TempDir Path folder;
    private Path desk;
    private Jar jar;

    @BeforeEach
    void anEmptyFolder() throws IOException {
        desk = Files.createDirectory(folder.resolve("desk"));
        jar = new Jar(desk, Map.of());
    }

    private Jar.Said done(String... words) throws Exception {
        Jar.Said said = jar.type(words);
        assertThat(said.status()).as(said.out() + said.err()).isZero();
        return said;
    }

    /// Key files are in nobody's reach but their owner's, which a checkout does not keep.
    private Path goldenKey(String name) throws IOException {
        Path key = desk.resolve(name);
        Files.copy(GOLDEN.resolve("keys").resolve(name), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return key;
    }

    @Test
    void theJarAloneRestoresTheGoldenVault() throws Exception {
        String vault = GOLDEN.resolve("vault").toString();
        Path key = goldenKey("recovery.key");
        String listed = done("list", "--vault", vault).out();
        List<String> points =
                listed.lines()
                        .filter(line -> line.startsWith("  "))
                        .map(line -> line.strip().split(" ")[0])
                        .toList();
        assertThat(points).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Path into = folder.resolve("r" + i);
            done(
                    "restore",
                    "orders-db",
                    points.get(i),
                    "--vault",
                    vault,
                    "--key",
                    key.toString(),
                    "--into",
                    into.toString());
            Path sparse = into.resolve("tree/sparse");
            assertThat(Files.size(sparse)).isEqualTo((1 << 20) + 100);
            assertThat(Files.getLastModifiedTime(sparse).toInstant())
                    .isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
            assertThat(Files.readSymbolicLink(into.resolve("pg_wal"))).isEqualTo(Path.of("/wal"));
            // one of its names is no UTF-8
            Process remove =
                    new ProcessBuilder("rm", "-r", into.resolve("tree").toString()).start();
            assertThat(remove.waitFor()).isZero();
            TestFile.assertSame(World.read(into), GoldenVault.content(i));
        }
    }

    @Test
    void aDrillsKeyAndAPassphraseOpenItToo() throws Exception {
        String vault = GOLDEN.resolve("vault").toString();
        String files =
                done(
                                "files",
                                "orders-db",
                                "newest",
                                "--vault",
                                vault,
                                "--key",
                                goldenKey("drill-weekly.key").toString())
                        .out();
        assertThat(files.lines()).contains("PG_VERSION", "tree/", "tree/\\xff-again");
        Files.writeString(desk.resolve("phrase"), "golden passphrase\n");
        done(
                "get",
                "orders-db",
                "newest",
                "PG_VERSION",
                "--vault",
                vault,
                "--unlock",
                "recovery/ops",
                "--passphrase-file",
                "phrase",
                "--into",
                "one");
        assertThat(World.read(desk.resolve("one"))).containsOnlyKeys("PG_VERSION");
        Files.writeString(desk.resolve("phrase"), "another passphrase\n");
        Jar.Said wrong =
                jar.type(
                        "files",
                        "orders-db",
                        "newest",
                        "--vault",
                        vault,
                        "--unlock",
                        "recovery/ops",
                        "--passphrase-file",
                        "phrase");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("error MUS-2");
    }

    @Test
    void itSaysHowItIsUsedAndHowAVaultIsWritten() throws Exception {
        assertThat(done().out()).contains("restore COMPONENT POINT", "--vault ADDRESS");
        assertThat(done("format").out())
                .isEqualTo(Files.readString(Path.of("..", "design", "vault-format.md")));
        assertThat(done("--version").out()).contains("unstable-2");
        for (String[] wrong :
                new String[][] {
                    {"lst"},
                    {"list"},
                    {"list", "--vault", "ftp://x"},
                    {"restore", "--vault", GOLDEN + "/vault", "orders-db"},
                    {"files", "--vault", GOLDEN + "/vault", "nobody", "newest"},
                    {"files", "--vault", GOLDEN + "/vault", "orders-db", "newest"}
                }) {
            Jar.Said said = jar.type(wrong);
            assertThat(said.status()).as(said.err()).isEqualTo(2);
            assertThat(said.err()).contains("help").doesNotContain("Exception");
        }
        Jar.Said absent = jar.type("list", "--vault", folder.resolve("nowhere").toString());
        assertThat(absent.status()).isEqualTo(1);
        assertThat(absent.err()).startsWith("error MUS-2");
    }

    @Test
    void aFreshVaultComesBackFromWhateverCopiesAreLeft() throws Exception {
        long seed = System.nanoTime();
        Map<String, TestFile> files = TestFile.some(new Random(seed));
        VaultStore north = new FolderStore(Files.createDirectory(folder.resolve("north")));
        VaultStore south = new FolderStore(Files.createDirectory(folder.resolve("south")));
        KeyFolder keys = backup(north, south, files);
        // half of the packs is lost in one copy
        int number = 0;
        for (Path pack : packs(folder.resolve("north"))) {
            if (number++ % 2 == 0) {
                Files.delete(pack);
            }
        }
        done(
                "restore",
                "documents",
                "newest",
                "--vault",
                folder.resolve("north").toString(),
                "--vault",
                "file://" + folder.resolve("south"),
                "--key",
                keys.recoveryFile().toString(),
                "--into",
                "out");
        try {
            TestFile.assertSame(World.read(desk.resolve("out")), files);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void aBucketIsReadWithTheCredentialsOfTheEnvironment() throws Exception {
        Map<String, TestFile> files = TestFile.some(new Random(5));
        try (S3Server server = S3Server.start()) {
            VaultStore bucket =
                    new S3Store(
                            (VaultUrl.Bucket) VaultUrl.parse(server.url("shop")),
                            Optional.of(S3Server.CREDENTIALS),
                            new SystemTiming(),
                            () -> 0.5);
            VaultStore south = new FolderStore(Files.createDirectory(folder.resolve("south")));
            KeyFolder keys = backup(bucket, south, files);
            Path other = Files.createDirectory(folder.resolve("other"));
            Jar ours =
                    new Jar(
                            other,
                            Map.of(
                                    "MUSTER_VAULT",
                                    server.url("shop"),
                                    "MUSTER_KEY",
                                    keys.recoveryFile().toString(),
                                    "AWS_ACCESS_KEY_ID",
                                    S3Server.CREDENTIALS.accessKey().reveal(),
                                    "AWS_SECRET_ACCESS_KEY",
                                    S3Server.CREDENTIALS.secretKey().reveal()));
            Jar.Said said = ours.type("restore", "documents", "newest", "--into", "out");
            assertThat(said.status()).as(said.err()).isZero();
            TestFile.assertSame(World.read(other.resolve("out")), files);
        }
    }

    private KeyFolder backup(VaultStore north, VaultStore south, Map<String, TestFile> files) {
        KeyFolder keys = new KeyFolder(folder.resolve("keys"));
        List<Copy> copies =
                List.of(
                        new Copy(new RegionId("north"), north),
                        new Copy(new RegionId("south"), south));
        VaultPorts ports = VaultPorts.of(new SystemTiming());
        try (Vault vault = Vault.create("fresh", copies, keys, ports)) {
            vault.addSource(DOCUMENTS, keys);
            new KeyCare(vault, keys, "ann")
                    .addSlot(
                            "recovery",
                            "ops",
                            new Unlocking.Passphrase("a phrase", new Unlocking.Cost(64, 1, 1)));
            try (BackupSession session =
                    vault.backup(keys.source(DOCUMENTS), Epoch.FIRST, WriteRule.ANY)) {
                session.folder("empty", FileMetadata.ofMode(0700));
                World.write(session, files);
                session.commit(Instant.now(), Instant.now(), START, START);
            }
        }
        return keys;
    }

    private static List<Path> packs(Path copy) throws IOException {
        try (Stream<Path> all = Files.walk(copy.resolve("packs"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.docs.PublishedSchema;
import dev.muster.cli.Program;
import dev.muster.cli.Surroundings;
import dev.muster.cli.screen.Terminal;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.FileSink;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.WriteRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that keep a vault in order, on folders, with backups that no database made.
class VaultUpkeepIT {
    private static final ComponentId DB = new ComponentId("db");

    @TempDir Path folder;
    private Path work;
    private final List<String> points = new ArrayList<>();

    private record Said(int status, String out, String err) {}

    @BeforeEach
    void makeVault() throws IOException {
        work = Files.createDirectories(folder.resolve("work"));
        NorthAndSouth.write(
                folder,
                work,
                """
                components:
                  db:
                    kind: postgresql
                    region: north
                    owner: you
                    connection: { host: 127.0.0.1, port: 1, user: muster, password: "${env:NO_SUCH}" }
                    protect: { vault: main, full: "0 */6 * * *", keep: { last: 1 } }
                """);
        assertThat(type("vault init").status()).isZero();
        backUp(3);
    }

    private void backUp(int count) throws IOException {
        Random random = new Random(4);
        KeyFolder keys = new KeyFolder(folder.resolve("home/.config/muster/keys/shop/main"));
        List<Copy> copies =
                List.of(
                        new Copy(new RegionId("north"), store("north")),
                        new Copy(new RegionId("south"), store("south")));
        try (Vault vault = Vault.open(copies, VaultPorts.of(new SystemTiming()))) {
            for (int i = 0; i < count; i++) {
                byte[] content = new byte[50_000];
                random.nextBytes(content);
                try (BackupSession session =
                        vault.backup(keys.source(DB), Epoch.FIRST, WriteRule.ANY)) {
                    try (FileSink sink = session.file("data", FileMetadata.ofMode(0600), 0)) {
                        sink.write(ByteBuffer.wrap(content));
                    }
                    LogPosition from = new LogPosition("1", 100 + i);
                    Instant now = Instant.now();
                    points.add(session.commit(now, now, from, from).id());
                }
            }
        }
    }

    private FolderStore store(String region) {
        return new FolderStore(folder.resolve(region).resolve("vault"));
    }

    private Said type(String line) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var around =
                new Surroundings(
                        Map.of("HOME", folder.resolve("home").toString()),
                        work,
                        folder.resolve("home"),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new Terminal(false, false, false, true, () -> 100),
                        new SystemTiming(),
                        ZoneOffset.UTC,
                        "test");
        int status = new Program(Verbs.all(), around).run(line.split(" "));
        return new Said(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Said json(String line, int status) throws IOException {
        Said said = type(line + " --output json");
        assertThat(said.status()).as(said.out() + said.err()).isEqualTo(status);
        PublishedSchema.hold(said.out());
        return said;
    }

    @Test
    void whatKeepDoesNotKeepIsShownFirstAndThenRemoved() throws IOException {
        assertThat(json("vault prune --dry-run", 0).out()).contains("\"goes\" : true");
        assertThat(type("vault prune --dry-run").out())
                .contains("nothing is changed", "no rule keeps it", "newest, last");
        json("vault hold " + points.getFirst() + " --reason case-7", 0);
        assertThat(json("vault prune", 0).out()).contains("hold: case-7");
        assertThat(json("points db", 0).out())
                .contains(points.get(0), points.get(2))
                .doesNotContain(points.get(1));
        json("vault release " + points.getFirst() + " --reason closed", 0);
        assertThat(type("vault prune").status()).isZero();
        assertThat(json("points db", 0).out())
                .contains(points.get(2))
                .doesNotContain(points.get(0), points.get(1));
        json("vault scrub --all", 0);
        assertThat(type("vault hold nonsense --reason x").status()).isEqualTo(2);
    }

    @Test
    void whatIsStillNeededMovesOutOfPacksWithTheMaintainersKeyAlone() throws IOException {
        assertThat(type("vault prune --repack").err()).contains("maintainer.key");
        assertThat(type("vault keys add maintainer").status()).isZero();
        int before = packs("north").size();
        // each point has packs of its own, so that all are small
        backUp(5);
        assertThat(json("vault prune --repack=100 --dry-run", 0).out())
                .contains("\"moved\" : [ {", "\"written\" : 0");
        assertThat(type("vault prune --repack=100 --dry-run").out()).contains("that is needed");
        assertThat(json("vault prune --repack=100", 0).out()).contains("\"points\" : 1");
        assertThat(packs("north")).hasSizeLessThan(before);
        assertThat(packs("south")).hasSameSizeAs(packs("north"));
        assertThat(json("restore db --verify-only", 0).out()).contains(points.getLast());
        assertThat(json("vault scrub --all", 0).out()).contains("\"problems\" : [ ]");
        assertThat(type("vault prune --repack=101").status()).isEqualTo(2);
    }

    @Test
    void damageIsFoundMendedAndNamedWhereNothingHelps() throws IOException {
        assertThat(type("vault scrub --budget 1KiB").out()).contains("nothing is wrong");
        Path pack = packs("north").getFirst();
        byte[] whole = Files.readAllBytes(pack);
        Files.write(pack, new byte[] {1, 2, 3});
        assertThat(json("vault scrub --all", 1).out()).contains("\"damaged\"", "\"north\"");
        assertThat(json("vault repair", 0).out()).contains("\"left\" : [ ]");
        assertThat(pack).hasBinaryContent(whole);
        for (String region : List.of("north", "south")) {
            for (Path file : packs(region)) {
                if (file.endsWith(pack.getFileName())) {
                    Files.delete(file);
                }
            }
        }
        Said lost = json("vault repair", 1);
        assertThat(lost.out()).contains("\"lost\"", "\"point\"");
        assertThat(type("vault repair").out()).contains("lost: ");
    }

    @Test
    void checkTellsQuicklyWhatIsMissingWhereAndWhatToType() throws IOException {
        assertThat(json("vault check", 0).out())
                .contains("\"point\" : \"" + points.getLast(), "\"paths\" : 1", "\"next\" : [ ]");
        Path keys = folder.resolve("home/.config/muster/keys/shop/main");
        for (String key : List.of("archive.key", "recovery.key")) {
            Files.move(keys.resolve(key), folder.resolve(key));
        }
        assertThat(type("vault check").out()).contains("no archive key here", "nothing is wrong");

        Path pack = packs("north").getFirst();
        byte[] whole = Files.readAllBytes(pack);
        Files.delete(pack);
        assertThat(json("vault check", 1).out())
                .contains("\"missing\"", "\"north\"", "\"muster vault repair\"")
                .doesNotContain("\"south\"");
        Files.write(pack, new byte[] {1, 2, 3});
        assertThat(type("vault check").out()).contains("has 3 bytes of " + whole.length);
        Files.write(pack, whole);

        Path planted = folder.resolve("north/vault/program/000000009-0badc0de");
        Files.createDirectories(planted);
        Files.writeString(planted.resolve("muster-reader.jar"), "run me");
        assertThat(json("vault check", 1).out())
                .contains("the owner did not sign", "muster vault program list");
        assertThat(json("vault program list", 1).out()).contains("\"program/000000009-0badc0de");
        assertThat(json("vault info", 0).out()).contains("\"program/000000009-0badc0de");
        Files.delete(planted.resolve("muster-reader.jar"));

        Files.move(folder.resolve("south/vault"), folder.resolve("away"));
        assertThat(json("vault check", 1).out())
                .contains("\"unreachable\"", "bring the copy in south back");
        backUp(1);
        Files.move(folder.resolve("away"), folder.resolve("south/vault"));
        assertThat(json("vault check", 1).out())
                .contains("\"lacking\"", "muster vault copies --catch-up");
        assertThat(type("vault copies --catch-up").status()).isZero();
        Files.move(folder.resolve("archive.key"), keys.resolve("archive.key"));
        assertThat(json("vault check", 0).out()).contains(points.getLast());
    }

    @Test
    void copiesShowHowFarTheyAreAndCatchUp() throws IOException {
        assertThat(json("vault copies", 0).out()).contains("\"points\" : 3");
        Path away = folder.resolve("away");
        Files.move(folder.resolve("south/vault"), away);
        assertThat(json("vault copies", 1).out()).contains("is not there");
        assertThat(type("vault prune").status()).isNotZero();
        backUp(1);
        Files.move(away, folder.resolve("south/vault"));
        assertThat(json("vault copies", 1).out()).contains("\"caughtUp\" : false");
        assertThat(json("vault copies --catch-up", 0).out()).contains("\"points\" : 4");
    }

    private List<Path> packs(String region) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(region).resolve("vault/packs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

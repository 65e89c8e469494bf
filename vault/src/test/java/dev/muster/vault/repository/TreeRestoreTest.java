package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileNames;
import dev.muster.model.FileOwner;
import dev.muster.model.FileStamp;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.SpecialFile;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRestoreTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000L, 987_654_321);

    private final Random random = new Random(11);

    @TempDir Path folder;
    private World world;

    @BeforeEach
    void makeWorld() {
        world = new World(folder.resolve("keys"), 1, 2);
    }

    private static FileMetadata metadata(int mode) {
        return new FileMetadata(
                mode, Optional.empty(), Optional.of(TIME), Optional.empty(), List.of());
    }

    private static void file(BackupSession session, String path, byte[] content) {
        file(session, path, content, 0);
    }

    private static void file(BackupSession session, String path, byte[] content, int pageSize) {
        try (FileSink sink = session.file(path, metadata(0640), pageSize)) {
            sink.write(ByteBuffer.wrap(content));
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private RecoveryPoint backup(Consumer<BackupSession> content) {
        try (Vault vault = world.open();
                BackupSession session =
                        vault.backup(world.keys.source(World.ORDERS), Epoch.FIRST, WriteRule.ANY)) {
            content.accept(session);
            Instant now = world.timing.instant();
            return session.commit(now, now, World.START, World.START);
        }
    }

    private Extracted restore(RecoveryPoint point, Path into, Selection selection)
            throws InterruptedException {
        try (Vault vault = world.open()) {
            return snapshot(vault, point).restore(into, selection, ExtractProgress.SILENT);
        }
    }

    private BackupSnapshot snapshot(Vault vault, RecoveryPoint point) {
        return vault.snapshot(World.ORDERS, point.id(), world.keys.archive());
    }

    private static final Selection IN_PLACE = new Selection(path -> true, true, false, true);

    @Test
    void anOrderedTreeComesBackWithLinksHolesAndTimes() throws Exception {
        byte[] large = bytes(3_000_000);
        RecoveryPoint point =
                backup(session -> {
                    session.inOrder();
                    session.folder(FileEntry.ROOT, metadata(0750));
                    session.folder("!first", metadata(0500));
                    file(session, "!first/x", new byte[] {1});
                    session.folder("a", metadata(0755));
                    file(session, "a/b", large);
                    session.hardLink("a/c", metadata(0640), "a/b");
                    session.special(
                            "a/fifo", metadata(0620), SpecialFile.of(SpecialFile.Sort.FIFO));
                    session.special("a/sock", metadata(0), SpecialFile.of(SpecialFile.Sort.SOCKET));
                    session.link("a/to", metadata(0777), "../nowhere");
                    file(session, "a.txt", new byte[0]);
                    try (FileSink sink = session.file("sparse", metadata(0600), 0)) {
                        sink.hole(50 << 20);
                        sink.write(ByteBuffer.wrap(new byte[] {7}));
                        sink.hole(1 << 20);
                    }
                });
        Path into = folder.resolve("out");
        Extracted done = restore(point, into, Selection.ALL);
        assertThat(Files.readAllBytes(into.resolve("a/b"))).isEqualTo(large);
        assertThat(Files.isSameFile(into.resolve("a/b"), into.resolve("a/c"))).isTrue();
        assertThat(Files.readSymbolicLink(into.resolve("a/to"))).hasToString("../nowhere");
        for (String path : List.of("a", "a/b", "a/fifo", "a/to", "!first", "sparse", "")) {
            assertThat(Files.getLastModifiedTime(into.resolve(path), LinkOption.NOFOLLOW_LINKS))
                    .as(path)
                    .extracting(time -> time.toInstant())
                    .isEqualTo(TIME);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(into)))
                .isEqualTo("rwxr-x---");
        assertThat(Files.size(into.resolve("sparse"))).isEqualTo((51 << 20) + 1);
        assertThat(blocks(into.resolve("sparse"))).isLessThan(1000);
        assertThat(done.notes()).containsExactly("it is a socket and was not made: a/sock");
        assertThat(into.resolve(".muster-restore")).doesNotExist();
    }

    private static long blocks(Path file) throws Exception {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes()).strip());
    }

    @Test
    void aPathIsFoundAmongManyWithoutReadingAll() {
        RecoveryPoint point =
                backup(session -> {
                    session.inOrder();
                    session.folder(FileEntry.ROOT, metadata(0755));
                    for (int i = 0; i < 5000; i++) {
                        session.folder(String.format("%05d", i), metadata(0700 + i % 8));
                    }
                });
        try (Vault vault = world.open()) {
            BackupSnapshot snapshot = snapshot(vault, point);
            for (int i = 0; i < 5000; i += 7) {
                int mode = 0700 + i % 8;
                assertThat(snapshot.entry(String.format("%05d", i)))
                        .hasValueSatisfying(it -> assertThat(it.metadata().mode()).isEqualTo(mode));
            }
            assertThat(snapshot.entry(FileEntry.ROOT)).isPresent();
            assertThat(snapshot.entry("00001x")).isEmpty();
            assertThat(snapshot.entry("zzz")).isEmpty();
        }
    }

    @Test
    void pathsOutOfTheirPromisedOrderAreRefused() {
        assertThatThrownBy(() ->
                        backup(session -> {
                            session.inOrder();
                            session.folder("b", metadata(0700));
                            session.folder("a", metadata(0700));
                        }))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void untouchedFilesAreTakenOverWithoutTheirContent() throws Exception {
        FileMetadata known =
                new FileMetadata(
                        0600,
                        Optional.of(new FileOwner(0, 0, "", "")),
                        Optional.of(TIME),
                        Optional.of(new FileStamp(TIME, 77)),
                        List.of());
        byte[] small = bytes(1000);
        byte[] large = bytes(2_500_000);
        byte[] pages = bytes(300_000);
        backup(session -> {
            session.inOrder();
            write(session, "large", known, large, 0);
            write(session, "pages", known, pages, 8192);
            write(session, "small", known, small, 0);
        });
        RecoveryPoint second =
                backup(session -> {
                    session.inOrder();
                    for (String path : List.of("large", "pages", "small")) {
                        long size =
                                Map.of("large", large, "pages", pages, "small", small)
                                        .get(path)
                                        .length;
                        FileMetadata touched =
                                new FileMetadata(
                                        0600,
                                        known.owner(),
                                        known.modified(),
                                        Optional.of(new FileStamp(TIME.plusNanos(1), 77)),
                                        List.of());
                        assertThat(session.untouched(path, touched, size)).isEmpty();
                        assertThat(session.untouched(path, known, size + 1)).isEmpty();
                        assertThat(session.keep(session.untouched(path, known, size).orElseThrow()))
                                .isTrue();
                    }
                });
        assertThat(second.stored().bytes()).isLessThan(1500);
        Path into = folder.resolve("out");
        restore(second, into, Selection.of(path -> !path.equals("nothing")));
        assertThat(Files.readAllBytes(into.resolve("small"))).isEqualTo(small);
        assertThat(Files.readAllBytes(into.resolve("large"))).isEqualTo(large);
        assertThat(Files.readAllBytes(into.resolve("pages"))).isEqualTo(pages);
    }

    private static void write(
            BackupSession session, String path, FileMetadata known, byte[] content, int pageSize) {
        try (FileSink sink = session.file(path, known, pageSize)) {
            sink.write(ByteBuffer.wrap(content, 0, content.length / 2));
            sink.again();
            sink.write(ByteBuffer.wrap(content));
        }
    }

    @Test
    void aPartComesWithItsFoldersAndItsFirstNames() throws Exception {
        byte[] content = bytes(5000);
        RecoveryPoint point =
                backup(session -> {
                    session.inOrder();
                    session.folder("a", metadata(0711));
                    file(session, "a/first", content);
                    session.folder("b", metadata(0700));
                    session.folder("b/c", metadata(0710));
                    session.hardLink("b/c/again", metadata(0640), "a/first");
                    session.hardLink("b/c/more", metadata(0640), "a/first");
                });
        Path into = folder.resolve("out");
        restore(point, into, Selection.of(path -> path.startsWith("b/c/")));
        assertThat(into.resolve("a")).doesNotExist();
        assertThat(Files.readAllBytes(into.resolve("b/c/again"))).isEqualTo(content);
        assertThat(Files.isSameFile(into.resolve("b/c/again"), into.resolve("b/c/more"))).isTrue();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(into.resolve("b/c"))))
                .isEqualTo("rwx--x---");
    }

    @Test
    void aForgedLinkIsNeverWrittenThrough() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        RecoveryPoint point =
                backup(session -> {
                    session.link("a", metadata(0777), outside.toString());
                    file(session, "a/evil", new byte[] {1});
                });
        for (Selection selection : List.of(Selection.ALL, IN_PLACE)) {
            Path into = folder.resolve("out" + selection.inPlace());
            if (selection.inPlace()) {
                // in place, the link is taken away for the folder that is needed
                restore(point, into, selection);
            } else {
                assertThatThrownBy(() -> restore(point, into, selection))
                        .isInstanceOf(MusterException.class);
                assertThat(into).doesNotExist();
            }
            assertThat(outside).isEmptyDirectory();
        }
    }

    @Test
    void linksThatArePutIntoTheWayMeanwhileAreNotFollowed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        RecoveryPoint point =
                backup(session -> {
                    for (int i = 0; i < 400; i++) {
                        file(session, "d" + i % 4 + "/sub/f" + i, bytes(3000));
                    }
                });
        Path into = folder.resolve("out");
        AtomicBoolean stop = new AtomicBoolean();
        Thread attacker = Thread.ofPlatform().start(() -> attack(into, outside, stop));
        try {
            for (int round = 0; round < 20; round++) {
                try {
                    restore(point, into, IN_PLACE);
                } catch (MusterException refused) {
                    assertThat(refused.getMessage()).contains("could not restore");
                }
            }
        } finally {
            stop.set(true);
            attacker.join();
        }
        assertThat(outside).isEmptyDirectory();
    }

    private static void attack(Path into, Path outside, AtomicBoolean stop) {
        for (int i = 0; !stop.get(); i++) {
            Path sub = into.resolve("d" + i % 4 + "/sub");
            Path away = into.resolve("away" + i);
            try {
                if (Files.isSymbolicLink(sub)) {
                    Files.delete(sub);
                } else if (Files.isDirectory(sub)) {
                    Files.move(sub, away);
                    Files.createSymbolicLink(sub, outside);
                }
                Files.deleteIfExists(into.resolve("d" + i % 4 + "/sub/f" + i % 400));
            } catch (IOException lostTheRace) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void inPlaceWritesOnlyWhatDiffers() throws Exception {
        Map<String, byte[]> contents = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            contents.put(String.format("s%03d", i), bytes(20_000));
        }
        byte[] pages = bytes(200 * 8192 + 100);
        byte[] stream = bytes(4_000_000);
        RecoveryPoint first =
                backup(session -> {
                    session.inOrder();
                    session.folder(FileEntry.ROOT, metadata(0755));
                    file(session, "pages", pages, 8192);
                    contents.forEach((path, content) -> file(session, path, content));
                    file(session, "stream", stream);
                });
        Path into = folder.resolve("out");
        restore(first, into, Selection.ALL);
        Extracted nothing = restore(first, into, IN_PLACE);
        assertThat(nothing.written().bytes()).isZero();

        damage(into.resolve("pages"), 77 * 8192 + 5);
        damage(into.resolve("stream"), 2_000_000);
        Files.delete(into.resolve("s007"));
        Files.writeString(into.resolve("s008"), "other");
        Files.writeString(into.resolve("extra"), "mine");
        Files.delete(into.resolve("s009"));
        Files.createSymbolicLink(into.resolve("s009"), Path.of("extra"));
        Files.delete(into.resolve("s010"));
        Files.createLink(into.resolve("s010"), into.resolve("extra"));
        Extracted done = restore(first, into, IN_PLACE);

        assertThat(done.written().bytes()).isBetween(8192L + 80_000, 8192L + 80_000 + (1 << 20));
        assertThat(Files.readAllBytes(into.resolve("pages"))).isEqualTo(pages);
        assertThat(Files.readAllBytes(into.resolve("stream"))).isEqualTo(stream);
        for (Map.Entry<String, byte[]> each : contents.entrySet()) {
            assertThat(Files.readAllBytes(into.resolve(each.getKey()))).isEqualTo(each.getValue());
            assertThat(Files.getLastModifiedTime(into.resolve(each.getKey())).toInstant())
                    .isEqualTo(TIME);
        }
        assertThat(Files.readString(into.resolve("extra"))).isEqualTo("mine");

        restore(first, into, new Selection(path -> true, true, true, true));
        assertThat(into.resolve("extra")).doesNotExist();
        assertThat(Files.getLastModifiedTime(into).toInstant()).isEqualTo(TIME);
    }

    private static void damage(Path file, int at) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7}), at);
        }
    }

    @Test
    void exactlyTheLostFilesAreNamedAndTheRestComesBack() throws Exception {
        RecoveryPoint first = backup(session -> file(session, "kept", bytes(100_000)));
        List<String> before = world.north.list("packs/").stream().map(StoredObject::name).toList();
        byte[] lost = bytes(90_000);
        RecoveryPoint second =
                backup(session -> {
                    file(session, "lost", lost);
                    file(session, "whole", new byte[0]);
                });
        String pack =
                world.north.list("packs/").stream()
                        .filter(object -> !before.contains(object.name()))
                        .max(Comparator.comparingLong(StoredObject::bytes))
                        .orElseThrow()
                        .name();
        world.north.flip(pack, 50_000);
        world.south.flip(pack, 50_000);
        Path into = folder.resolve("out");
        Extracted done = restore(second, into, IN_PLACE);
        assertThat(done.lost()).extracting(Extracted.Lost::path).containsExactly("lost");
        assertThat(into.resolve("lost")).doesNotExist();
        assertThat(into.resolve("whole")).exists();
        assertThatThrownBy(() -> restore(second, folder.resolve("strict"), Selection.ALL))
                .isInstanceOf(MusterException.class);
        assertThat(folder.resolve("strict")).doesNotExist();
        try (Vault vault = world.open()) {
            Extracted verified =
                    snapshot(vault, second).verify(path -> true, ExtractProgress.SILENT);
            assertThat(verified.lost()).extracting(Extracted.Lost::path).containsExactly("lost");
            assertThat(snapshot(vault, first).verify(path -> true, ExtractProgress.SILENT).lost())
                    .isEmpty();
        }
    }

    @Test
    void aRestoreThatDiedWhileItMovedItsNamesGoesOn() throws Exception {
        Map<String, TestFile> files = TestFile.some(random);
        RecoveryPoint point = world.backup(files);
        Path into = folder.resolve("out");
        try (Vault vault = world.open()) {
            snapshot(vault, point).extract(into, path -> true, ExtractProgress.SILENT);
        }
        // as it was when everything was written, and some of it moved
        Path staging = Files.createDirectories(into.resolve(".muster-restore/tree"));
        Files.move(into.resolve("base"), staging.resolve("base"));
        Files.move(into.resolve("big.conf"), staging.resolve("big.conf"));
        long names = files.size() + 2L;
        long bytes = files.values().stream().mapToLong(it -> it.content().length).sum();
        Files.writeString(
                into.resolve(".muster-restore/complete"), point.id() + " " + names + " " + bytes);
        try (Vault vault = world.open()) {
            TestFile.assertSame(world.restore(vault, point, into), files);
        }
        assertThat(into.resolve(".muster-restore")).doesNotExist();
    }

    @Test
    void namesAreAnyBytes() throws Exception {
        String odd = FileNames.text(new byte[] {(byte) 0xff, 'x', (byte) 0xc3});
        RecoveryPoint point = backup(session -> file(session, "d/" + odd, new byte[] {5}));
        Path into = folder.resolve("out");
        restore(point, into, Selection.ALL);
        try (dev.muster.posix.Directory d = dev.muster.posix.Directory.open(into.resolve("d"))) {
            assertThat(d.list()).hasSize(1);
            assertThat(d.list().getFirst().name()).isEqualTo(FileNames.bytes(odd));
        }
    }
}

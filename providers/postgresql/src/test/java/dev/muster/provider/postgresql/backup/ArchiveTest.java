package dev.muster.provider.postgresql.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.testkit.MemoryBackup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final PageFiles PAGES = new PageFiles(8192);

    @Test
    void anArchiveCutAnywhereGivesTheSameFiles() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Map<String, byte[]> files = files(random);
            ByteArrayOutputStream tar = new ByteArrayOutputStream();
            tar.writeBytes(header("base/", '5', 0));
            files.forEach((name, content) -> tar.writeBytes(entry(name, content)));
            tar.writeBytes(new byte[1024]);

            MemoryBackup backup = new MemoryBackup();
            Archive archive = new Archive(backup, "", PAGES, Optional.empty());
            feed(archive, tar.toByteArray(), random);

            assertThat(backup.paths()).as("seed %d", seed).isEqualTo(files.keySet());
            files.forEach((name, content) ->
                    assertThat(backup.bytes(name)).as("seed %d", seed).isEqualTo(content));
        }
    }

    @Test
    void aTablespaceLiesBelowItsNumber() throws IOException {
        MemoryBackup backup = new MemoryBackup();
        Archive archive = new Archive(backup, "pg_tblspc/16400/", PAGES, Optional.empty());

        archive.take(ByteBuffer.wrap(entry("PG_18_202506291/5/16401", new byte[8192])));
        archive.end();

        String path = "pg_tblspc/16400/PG_18_202506291/5/16401";
        assertThat(backup.paths()).containsExactly(path);
        assertThat(backup.pageSize(path)).isEqualTo(8192);
    }

    @ParameterizedTest
    @CsvSource({
        "base/5/16384, 8192",
        "base/5/16384.1, 8192",
        "base/5/16384_fsm, 8192",
        "base/5/16384_vm.2, 8192",
        "base/5/16384_init, 8192",
        "global/1262, 8192",
        "pg_tblspc/16400/PG_15_202209061/5/16401, 8192",
        "base/5/PG_VERSION, 0",
        "base/5/pg_filenode.map, 0",
        "base/5/t3_16384, 0",
        "global/pg_control, 0",
        "pg_xact/0000, 0",
        "pg_wal/000000010000000000000001, 0",
        "backup_label, 0",
    })
    void onlyTablesAndIndexesAreMadeOfPages(String path, int pageSize) {
        assertThat(PAGES.pageSize(path)).isEqualTo(pageSize);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "/etc/passwd", "base/../../x"})
    void anEntryThatLeavesTheFolderIsRefused(String name) {
        Archive archive = new Archive(new MemoryBackup(), "", PAGES, Optional.empty());

        assertThatThrownBy(() -> archive.take(ByteBuffer.wrap(entry(name, new byte[1]))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anArchiveThatBreaksOffIsRefused() throws IOException {
        byte[] whole = entry("PG_VERSION", new byte[700]);
        Archive archive = new Archive(new MemoryBackup(), "", PAGES, Optional.empty());

        archive.take(ByteBuffer.wrap(whole, 0, 1000));

        assertThatThrownBy(archive::end).isInstanceOf(IOException.class);
    }

    private static void feed(Archive archive, byte[] bytes, Random random) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(1500));
            archive.take(ByteBuffer.wrap(bytes, at, length));
            at += length;
        }
        archive.end();
    }

    private static Map<String, byte[]> files(Random random) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < random.nextInt(8); i++) {
            byte[] content = new byte[random.nextInt(3) * 512 + random.nextInt(3)];
            random.nextBytes(content);
            files.put("base/" + i, content);
        }
        return files;
    }

    private static byte[] entry(String name, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header(name, '0', content.length));
        out.writeBytes(content);
        out.writeBytes(new byte[-content.length & 511]);
        return out.toByteArray();
    }

    private static byte[] header(String name, char type, long size) {
        ByteBuffer header = ByteBuffer.allocate(512);
        header.put(name.getBytes(StandardCharsets.UTF_8));
        header.put(100, "0000600\0".getBytes(StandardCharsets.US_ASCII));
        String octal = String.format(Locale.ROOT, "%011o\0", size);
        header.put(124, octal.getBytes(StandardCharsets.US_ASCII));
        header.put(156, (byte) type);
        return header.array();
    }
}

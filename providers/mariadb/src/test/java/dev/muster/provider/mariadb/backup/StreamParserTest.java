package dev.muster.provider.mariadb.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.Progress;
import dev.muster.testkit.MemoryBackup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamParserTest {
    @TempDir Path workspace;
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    private void head(char type, String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(14 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("XBSTCK01".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) type);
        stream.writeBytes(bytes.putInt(name.length).put(name).array());
    }

    private void data(String path, long offset, String content) {
        head('P', path);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ByteBuffer rest = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        rest.putLong(bytes.length).putLong(offset).putInt((int) crc.getValue());
        stream.writeBytes(rest.array());
        stream.writeBytes(bytes);
    }

    private MemoryBackup split() throws IOException {
        MemoryBackup backup = new MemoryBackup();
        StreamParser parser = new StreamParser(new ByteArrayInputStream(stream.toByteArray()));
        try (FileSplit split = new FileSplit(backup, workspace, 16_384, Progress.SILENT)) {
            Optional<StreamParser.Piece> piece = parser.next();
            while (piece.isPresent()) {
                split.take(piece.get());
                piece = parser.next();
            }
            split.finish();
        }
        return backup;
    }

    private static String text(MemoryBackup backup, String path) {
        return new String(backup.bytes(path), StandardCharsets.UTF_8);
    }

    @Test
    void piecesOfTwoFilesThatInterleaveBecomeTwoFiles() throws IOException {
        data("ib_logfile0", 0, "log1");
        head('E', "ib_logfile0");
        data("./shop/a.ibd", 0, "aaa");
        data("other", 0, "one");
        data("./shop/a.ibd", 3, "bbb");
        data("other", 3, "two");
        head('E', "other");
        head('E', "./shop/a.ibd");
        head('E', "shop/empty");

        MemoryBackup backup = split();

        assertThat(text(backup, "shop/a.ibd")).isEqualTo("aaabbb");
        assertThat(text(backup, "other")).isEqualTo("onetwo");
        assertThat(text(backup, "shop/empty")).isEmpty();
        assertThat(backup.pageSize("shop/a.ibd")).isEqualTo(16_384);
        assertThat(backup.directories()).contains("shop");
        try (Stream<Path> left = Files.list(workspace)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDamagedPieceIsRefused() {
        data("a", 0, "content");
        byte[] bytes = stream.toByteArray();
        bytes[bytes.length - 1] ^= 1;
        stream.reset();
        stream.writeBytes(bytes);

        assertThatThrownBy(this::split).hasMessageContaining("damaged");
    }

    @Test
    void aStreamThatEndsEarlyIsRefused() {
        data("a", 0, "content");
        assertThatThrownBy(this::split).hasMessageContaining("no end");
        byte[] bytes = stream.toByteArray();
        stream.reset();
        stream.write(bytes, 0, bytes.length - 3);
        assertThatThrownBy(this::split).hasMessageContaining("middle of a piece");
    }

    @Test
    void aHoleInAFileIsRefused() {
        data("a", 0, "content");
        data("a", 9, "content");
        assertThatThrownBy(this::split).hasMessageContaining("goes on at 9");
    }

    @Test
    void aPathOutOfTheFolderIsRefused() {
        for (String path : new String[] {"../a", "/etc/passwd", "a/../../b", "./../b"}) {
            stream.reset();
            data(path, 0, "x");
            assertThatThrownBy(this::split).as(path).hasMessageContaining("outside");
        }
    }
}

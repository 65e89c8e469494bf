package dev.muster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    private static final String[] PARTS = {"a", "/", ".", "é", "日", "😀", "\u00ff", "-"};

    @Test
    void anyBytesComeBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] name = new byte[random.nextInt(12)];
            random.nextBytes(name);
            for (int i = 0; i < name.length; i++) {
                if (random.nextBoolean()) {
                    // mostly what begins or continues characters of UTF-8
                    name[i] = (byte) (0x80 | random.nextInt(0x80));
                }
            }
            String text = FileNames.text(name);
            assertThat(FileNames.bytes(text)).as("seed " + seed + ": " + text).isEqualTo(name);
            assertThat(FileNames.show(text)).doesNotContain("\n");
            assertThat(FileNames.typed(FileNames.show(text))).as("seed " + seed).isEqualTo(text);
        }
    }

    @Test
    void textIsItself() {
        for (String part : PARTS) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            assertThat(FileNames.text(bytes)).isEqualTo(part);
            assertThat(FileNames.bytes(part)).isEqualTo(bytes);
        }
        assertThat(FileNames.show("a\udcff\n")).isEqualTo("a\\xff\\x0a");
    }

    @Test
    void aFolderComesBeforeWhatIsInItAndThatBeforeItsSiblings() {
        List<String> ordered = List.of("", "a", "a/b", "a/b/c", "a/b.c", "a!", "a.txt", "b");
        List<byte[]> bytes = new ArrayList<>();
        ordered.forEach(text -> bytes.add(FileNames.bytes(text)));
        for (int i = 0; i < bytes.size(); i++) {
            for (int j = 0; j < bytes.size(); j++) {
                assertThat(Integer.signum(FileNames.compare(bytes.get(i), bytes.get(j))))
                        .as(ordered.get(i) + " and " + ordered.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }
}

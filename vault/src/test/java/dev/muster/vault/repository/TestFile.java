package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A file to back up.
@SuppressWarnings("ArrayRecordComponent") // compared by assertions on the bytes only
public record TestFile(byte[] content, int pageSize) {
    public static TestFile pages(Random random, int size) {
        return new TestFile(halfRandom(random, size), 8192);
    }

    public static TestFile plain(Random random, int size) {
        return new TestFile(halfRandom(random, size), 0);
    }

    /// Compresses by about half.
    private static byte[] halfRandom(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        for (int i = 0; i < size; i++) {
            if ((i >> 7 & 1) == 0) {
                bytes[i] = 'x';
            }
        }
        return bytes;
    }

    /// The same file with some of its pages changed.
    public TestFile changed(Random random, int pages) {
        byte[] bytes = content.clone();
        for (int i = 0; i < pages; i++) {
            int page = random.nextInt(bytes.length / pageSize);
            bytes[page * pageSize + random.nextInt(pageSize)] ^= (byte) (1 + random.nextInt(255));
        }
        return new TestFile(bytes, pageSize);
    }

    public TestFile resized(Random random, int size) {
        byte[] bytes = java.util.Arrays.copyOf(content, size);
        for (int i = content.length; i < size; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return new TestFile(bytes, pageSize);
    }

    /// A bit of everything.
    public static Map<String, TestFile> some(Random random) {
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("PG_VERSION", new TestFile(new byte[] {'1', '8', '\n'}, 0));
        files.put("base/1/empty", new TestFile(new byte[0], 8192));
        files.put("base/1/emptyPlain", new TestFile(new byte[0], 0));
        files.put("base/1/small", pages(random, 3 * 8192));
        files.put("base/1/table", pages(random, 300 * 8192));
        files.put("base/1/odd", pages(random, 20 * 8192 + 100));
        files.put("base/1/large", pages(random, (9 << 20) + 8192));
        files.put("pg_xact/0000", plain(random, 200_000));
        files.put("big.conf", plain(random, 3_000_000));
        files.put("global/pg_control", plain(random, 8192));
        return files;
    }

    public static void assertSame(Map<String, byte[]> found, Map<String, TestFile> wanted) {
        assertThat(found.keySet()).isEqualTo(new TreeMap<>(wanted).keySet());
        wanted.forEach((path, file) ->
                assertThat(java.util.Arrays.equals(found.get(path), file.content()))
                        .as(path)
                        .isTrue());
    }
}

package dev.muster.provider.redis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.provider.redis.kind.RedisErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandCutterTest {
    private static final long START = 1_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandCutter cutter = new CommandCutter(out, START);

    private static byte[] command(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatCameWholeMayBeCutBehindItAndPassesUnchanged() throws Exception {
        byte[] set = command("SET", "key", "a\r\n*1\r\n$4\r\nEXEC\r\n");
        cutter.write(set);
        assertThat(cutter.boundary()).isEqualTo(START + set.length);
        assertThat(out.toByteArray()).isEqualTo(set);
    }

    @Test
    void aCommandThatIsCutOffIsNotPartOfIt() throws Exception {
        byte[] whole = command("PING");
        byte[] half = command("SET", "key", "value");
        cutter.write(whole);
        cutter.write(half, 0, half.length - 1);
        assertThat(cutter.boundary()).isEqualTo(START + whole.length);
        assertThat(cutter.position()).isEqualTo(START + whole.length + half.length - 1);
    }

    @Test
    void aTransactionIsTakenWholeOrNotAtAll() throws Exception {
        cutter.write(command("multi"));
        cutter.write(command("SET", "a", "1"));
        cutter.write(command("SET", "b", "EXEC"));
        assertThat(cutter.boundary()).isEqualTo(START);
        cutter.write(command("exec"));
        assertThat(cutter.boundary()).isEqualTo(cutter.position());
    }

    @Test
    void whereTheBytesAreDividedChangesNothing() throws Exception {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Long> boundaries = new ArrayList<>();
        byte[] all = stream(random, boundaries);
        for (int round = 0; round < 50; round++) {
            CommandCutter divided = new CommandCutter(new ByteArrayOutputStream(), START);
            int at = 0;
            while (at < all.length) {
                int count = Math.min(all.length - at, 1 + random.nextInt(30));
                divided.write(all, at, count);
                at += count;
                long position = START + at;
                long expected =
                        boundaries.stream()
                                .filter(b -> b <= position)
                                .reduce((a, b) -> b)
                                .orElse(START);
                assertThat(divided.boundary()).as("seed %d, at %d", seed, at).isEqualTo(expected);
            }
        }
    }

    private static byte[] stream(Random random, List<Long> boundaries) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boundaries.add(START);
        for (int i = 0; i < 60; i++) {
            boolean transaction = random.nextInt(4) == 0;
            if (transaction) {
                all.write(command("MULTI"));
            }
            for (int j = 0; j <= random.nextInt(3); j++) {
                all.write(command("SET", "k" + j, "x".repeat(random.nextInt(40))));
                if (!transaction) {
                    boundaries.add(START + all.size());
                }
            }
            if (transaction) {
                all.write(command("EXEC"));
                boundaries.add(START + all.size());
            }
        }
        return all.toByteArray();
    }

    @Test
    void whatIsNoCommandIsRefusedWithWhereItStands() throws Exception {
        cutter.write(command("PING"));
        for (String wrong : List.of("SET key value\r\n", "*x\r\n", "*0\r\n", "*-1\r\n", "\n")) {
            CommandCutter fresh = new CommandCutter(new ByteArrayOutputStream(), START);
            assertThatThrownBy(() -> fresh.write(wrong.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error -> {
                                assertThat(error.code()).isEqualTo(RedisErrors.DAMAGED_LOG);
                                assertThat(error.hint()).contains("--to offset:" + START);
                            });
        }
    }
}

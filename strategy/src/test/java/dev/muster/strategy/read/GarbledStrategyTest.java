package dev.muster.strategy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.strategy.testing.Shop;
import dev.muster.strategy.text.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Whatever is done to a strategy, reading it ends with a strategy or with problems that have a
/// place.
class GarbledStrategyTest {
    private static final int SAMPLES =
            Set.of("strategy", "all").contains(System.getProperty("muster.soak", ""))
                    ? 1_000_000
                    : 1000;
    private static final String SPICES = "{}[]:,&*!|>'\"%@`#-?$\t\n\r \u0000\uFEFF\u2028~<\\";

    @Test
    void readerAlwaysAnswersWithPlaces() {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        List<String> good = Shop.text().lines().toList();
        for (int i = 0; i < SAMPLES; i++) {
            Random random = new Random(seed + i);
            String text = garble(good, random);
            try {
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> check(text));
            } catch (Throwable failed) {
                throw new AssertionError("-Dmuster.seed=" + (seed + i) + "\n" + text, failed);
            }
        }
    }

    private static void check(String text) {
        switch (Shop.read(text)) {
            case Reading.Accepted accepted -> assertThat(accepted.strategy().name()).isNotEmpty();
            case Reading.Refused refused -> {
                long lines = text.lines().count() + 2;
                assertThat(refused.problems()).isNotEmpty().isSorted();
                for (Problem problem : refused.problems()) {
                    assertThat(problem.place().line()).isBetween(1, (int) lines);
                    assertThat(problem.place().column()).isPositive();
                    assertThat(problem.code().id()).startsWith("MUS-10");
                    assertThat(problem.message()).isNotBlank();
                }
            }
        }
    }

    private static String garble(List<String> good, Random random) {
        List<String> lines = new ArrayList<>(good);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && !lines.isEmpty(); i++) {
            int at = random.nextInt(lines.size());
            int other = random.nextInt(lines.size());
            switch (random.nextInt(7)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(other));
                case 2 -> lines.set(at, lines.get(other));
                case 3 -> lines.set(at, " ".repeat(random.nextInt(8)) + lines.get(at).strip());
                case 4 -> lines.set(at, spice(lines.get(at), random));
                case 5 -> lines.set(at, swapWords(lines.get(at), random));
                default -> lines.set(at, cut(lines.get(at), random));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String spice(String line, Random random) {
        StringBuilder spiced = new StringBuilder(line);
        for (int i = 0; i <= random.nextInt(3); i++) {
            char spice = SPICES.charAt(random.nextInt(SPICES.length()));
            spiced.insert(random.nextInt(spiced.length() + 1), spice);
        }
        return spiced.toString();
    }

    private static String swapWords(String line, Random random) {
        List<String> words = new ArrayList<>(Arrays.asList(line.split("\\b")));
        java.util.Collections.shuffle(words, random);
        return String.join("", words);
    }

    private static String cut(String line, Random random) {
        return line.isEmpty() ? line : line.substring(0, random.nextInt(line.length()));
    }
}

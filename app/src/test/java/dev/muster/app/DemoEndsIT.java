package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Ends whole demos in their middle, and runs two at once.
///
/// `-Dmuster.soak=demo` for all moments, `-Dmuster.seed=N` to repeat a failure.
@Timeout(900)
class DemoEndsIT {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final boolean SOAK =
            Set.of("demo", "all").contains(System.getProperty("muster.soak", ""));
    private static final int AT_ONCE = 2;
    private static final Pattern FOLDER = Pattern.compile("(?m)^  folder +(\\S+)$");

    /// What it says as it goes on.
    private static final List<String> MOMENTS =
            List.of(
                    "  folder ",
                    "  check ",
                    "  north ",
                    "  protect ",
                    "  load ",
                    "north is lost",
                    "  detected; run ");

    @TempDir Path temporary;
    private final Random random = new Random(SEED);
    private Path folder;

    @BeforeEach
    void home() throws IOException {
        System.out.println("muster.seed=" + SEED);
        folder = temporary.toRealPath();
    }

    @AfterEach
    void nothingIsLeft() {
        Leftovers.kill(folder);
    }

    @Test
    void ctrlCAtAnyMomentLeavesNothing() throws Exception {
        List<String> moments = new ArrayList<>(MOMENTS);
        Collections.shuffle(moments, random);
        int count = SOAK ? moments.size() : AT_ONCE;
        for (int i = 0; i < count; i += AT_ONCE) {
            List<String> now = moments.subList(i, Math.min(count, i + AT_ONCE));
            List<MusterChild> demos = new ArrayList<>();
            for (int j = 0; j < now.size(); j++) {
                demos.add(demo());
            }
            for (int j = 0; j < now.size(); j++) {
                interrupt(demos.get(j), now.get(j));
            }
            assertThat(Leftovers.all(folder)).as(seed()).isEmpty();
            assertThat(demoFolders()).as(seed()).isEmpty();
        }
    }

    private void interrupt(MusterChild demo, String moment) throws Exception {
        demo.awaitWords(moment);
        Thread.sleep(random.nextInt(1500));
        demo.signalGroup("INT");
        assertThat(demo.end()).as("%s at '%s': %s", seed(), moment, demo.words()).isEqualTo(130);
        assertThat(demo.err()).contains("stopping; Ctrl-C again stops at once", "interrupted");
        assertThat(place(demo)).as("%s at '%s'", seed(), moment).doesNotExist();
    }

    @Test
    void twoAtOnceSucceedBesideWhatAKilledOneLeft() throws Exception {
        MusterChild killed = demo();
        String moment = MOMENTS.get(2 + random.nextInt(MOMENTS.size() - 2));
        killed.awaitWords(moment);
        assertThat(killed.kill()).as(killed.words()).isTrue();
        Path left = place(killed);
        assertThat(left).isDirectory();
        assertThat(Leftovers.all(left)).as("%s killed at '%s'", seed(), moment).isNotEmpty();

        MusterChild one = demo();
        MusterChild two = demo();

        for (MusterChild demo : List.of(one, two)) {
            assertThat(demo.end()).as("%s: %s", seed(), demo.words()).isZero();
            assertThat(demo.out()).contains("\"lostCount\" : 0,");
            assertThat(place(demo).resolve("results/report.html")).isNotEmptyFile();
        }
        assertThat(place(one)).isNotEqualTo(place(two));
        assertThat(left).as("%s killed at '%s'", seed(), moment).doesNotExist();
        assertThat(Leftovers.all(folder)).as(seed()).isEmpty();
    }

    /// In a process group of its own, as a terminal gives to what is typed there. Whoever started
    /// the tests may have let them ignore Ctrl-C.
    private MusterChild demo() throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        command.addAll(MusterChild.command("--no-color", "demo", "--output", "json"));
        Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return MusterChild.start(folder, environment, command);
    }

    private static Path place(MusterChild demo) {
        Matcher said = FOLDER.matcher(demo.err());
        assertThat(said.find()).as(demo.words()).isTrue();
        return Path.of(said.group(1));
    }

    private List<Path> demoFolders() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("cache/muster/demo"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9a-f]{4}"))
                    .toList();
        }
    }

    private static String seed() {
        return "muster.seed=" + SEED;
    }
}

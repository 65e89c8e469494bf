package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A folder that is backed up into two copies, by programs that something is wrong with.
final class UploadsFolder {
    private static final Pattern POINT = Pattern.compile("(?m)^\\S+-uploads-1-\\d+");
    private static final String COMPONENTS =
            """
            components:
              uploads:
                kind: files
                region: north
                owner: you
                path: "%1$s/uploads"
                protect: { vault: main, full: "0 * * * *", keep: { within: 7d, last: 2 } }
            """;

    private final Path folder;
    private final Map<String, String> environment;
    private final Random random = new Random(1);
    private int restored;

    UploadsFolder(Path folder) throws IOException {
        this(folder, "file://" + folder + "/south/vault", Map.of());
    }

    /// @param south where the copy in the south is reached
    /// @param environment of each program, below what one gets of its own
    UploadsFolder(Path folder, String south, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        Files.createDirectories(folder.resolve("uploads"));
        NorthAndSouth.write(folder, folder, south, COMPONENTS);
        change("first");
    }

    Path folder() {
        return folder;
    }

    /// Writes some files anew.
    void change(String text) throws IOException {
        Files.writeString(folder.resolve("uploads/text"), text);
        for (int i = 0; i < 4; i++) {
            byte[] bytes = new byte[100_000];
            random.nextBytes(bytes);
            Files.write(folder.resolve("uploads/file" + i), bytes);
        }
    }

    MusterChild start(Map<String, String> own, String... words) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(own);
        return MusterChild.start(folder, all, words);
    }

    MusterChild done(String... words) throws IOException, InterruptedException {
        return done(Map.of(), words);
    }

    MusterChild done(Map<String, String> own, String... words)
            throws IOException, InterruptedException {
        MusterChild child = start(own, words);
        assertThat(child.end()).as("%s %s", List.of(words), child.words()).isZero();
        return child;
    }

    /// The points, as they are listed.
    List<String> points() throws IOException, InterruptedException {
        return POINT.matcher(done("points", "uploads").out())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /// Restores a point, or the newest for an empty name, and gives what its text says.
    String restored(String point) throws IOException, InterruptedException {
        Path into = folder.resolve("restored-" + restored++);
        if (point.isEmpty()) {
            done("restore", "uploads", "--into", into.toString());
        } else {
            done("restore", "uploads", "--from", point, "--into", into.toString());
        }
        for (int i = 0; i < 4; i++) {
            assertThat(into.resolve("file" + i)).hasSize(100_000);
        }
        return Files.readString(into.resolve("text"));
    }
}

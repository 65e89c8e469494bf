package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.docs.PublishedSchema;
import dev.muster.cli.Program;
import dev.muster.cli.Surroundings;
import dev.muster.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A person's home and working folder, and commands typed there in this very process.
final class HomeOf {
    private final String person;
    private final Path home;
    private final Path folder;
    private final Map<String, String> more = new HashMap<>();

    HomeOf(String person, Path home, Path folder) throws IOException {
        this.person = person;
        this.home = Files.createDirectories(home);
        this.folder = Files.createDirectories(folder);
    }

    HomeOf with(String variable, String value) {
        more.put(variable, value);
        return this;
    }

    Path keys(String strategy, String vault) {
        return home.resolve(".config/muster/keys").resolve(strategy).resolve(vault);
    }

    /// What a command said, and its exit status.
    record Said(int status, String out, String err) {
        /// The answer, which must be done and keep its schema.
        String json() throws IOException {
            assertThat(status).as(out + err).isZero();
            PublishedSchema.hold(out);
            return out;
        }

        Said done() {
            assertThat(status).as(out + err).isZero();
            return this;
        }
    }

    Said type(String line) {
        return type(List.of(line.split(" ")));
    }

    Said type(List<String> words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var environment = new HashMap<>(more);
        environment.put("HOME", home.toString());
        environment.put("USER", person);
        environment.put("PATH", System.getenv("PATH"));
        var around =
                new Surroundings(
                        environment,
                        folder,
                        home,
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new Terminal(false, false, false, true, () -> 100),
                        new SystemTiming(),
                        ZoneOffset.UTC,
                        "test");
        int status = new Program(Verbs.all(), around).run(words.toArray(String[]::new));
        return new Said(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

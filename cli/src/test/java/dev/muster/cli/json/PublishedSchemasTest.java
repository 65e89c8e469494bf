package dev.muster.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedSchemasTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path NOTICES = Path.of("../notices/src/main/java");
    private static final Path SCHEMAS = Path.of("../docs/schemas");
    private static final Pattern ANSWER =
            Pattern.compile("(?:\\.answer|\\.line|JsonAnswer\\.text)\\(\\s*\"([^\"]+)\"");

    /// What is posted to a webhook says itself by what schema.
    private static final Pattern POST = Pattern.compile("return \"muster\\.([^\"]+)\"");

    @Test
    void everyAnswerHasASchemaThatNamesItAndNoSchemaIsWithoutAnAnswer() throws IOException {
        Set<String> published = new TreeSet<>();
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*-[0-9]+\\.json"))
                    .forEach(published::add);
        }
        Set<String> answered = new TreeSet<>(names(SOURCES, ANSWER));
        answered.addAll(names(NOTICES, POST));

        assertThat(answered).hasSizeGreaterThan(10);
        assertThat(answered.stream().map(PublishedSchemasTest::file))
                .containsExactlyInAnyOrderElementsOf(published);
        for (String name : answered) {
            assertThat(Files.readString(SCHEMAS.resolve(file(name))))
                    .containsPattern("\"const\": \"" + Pattern.quote("muster." + name) + "\"");
        }
    }

    private static String file(String name) {
        return name.replace('/', '-') + ".json";
    }

    private static Set<String> names(Path sources, Pattern pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .forEach(it -> names.add(it.group(1)));
            }
        }
        return names;
    }
}

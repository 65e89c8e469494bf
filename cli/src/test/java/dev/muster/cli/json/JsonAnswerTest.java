package dev.muster.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonAnswerTest {
    private enum Level {
        AS_GOOD_AS_NEW
    }

    private record Everything(
            ComponentId component,
            Duration down,
            Instant at,
            ByteSize size,
            Secret password,
            Path folder,
            Level level,
            Optional<String> there,
            Optional<String> absent,
            List<Integer> none) {}

    @Test
    void wordsOfTheModelHaveOneForm() {
        String json =
                JsonAnswer.text(
                        "everything/1",
                        new Everything(
                                new ComponentId("orders-db"),
                                Duration.ofMillis(7500),
                                Instant.parse("2026-09-08T16:00:00.25Z"),
                                new ByteSize(5_000_000_000L),
                                new Secret("geheim"),
                                Path.of("/var/lib/it is"),
                                Level.AS_GOOD_AS_NEW,
                                Optional.of("x"),
                                Optional.empty(),
                                List.of()));

        assertThat(json)
                .isEqualTo(
                        """
                        {
                          "schema" : "muster.everything/1",
                          "component" : "orders-db",
                          "down" : "PT7.5S",
                          "at" : "2026-09-08T16:00:00.250Z",
                          "size" : 5000000000,
                          "password" : "***",
                          "folder" : "/var/lib/it is",
                          "level" : "as-good-as-new",
                          "there" : "x",
                          "none" : [ ]
                        }\
                        """);
    }
}

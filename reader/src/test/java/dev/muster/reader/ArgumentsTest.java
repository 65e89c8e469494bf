package dev.muster.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments typed(String line) {
        return Arguments.of(List.of(line.split(" ")), Map.of());
    }

    @Test
    void wordsAndOptionsMayBeMixed() {
        Arguments arguments =
                typed("restore --vault /a db --into=out newest --vault s3://b/c?region=d");
        assertThat(arguments.words()).containsExactly("restore", "db", "newest");
        assertThat(arguments.all("--vault")).containsExactly("/a", "s3://b/c?region=d");
        assertThat(arguments.one("--into")).contains("out");
        assertThat(arguments.word(1, "component")).isEqualTo("db");
        assertThat(arguments.has(Arguments.AS_IT_IS)).isFalse();
        assertThat(typed("restore --as-it-is a").words()).containsExactly("restore", "a");
    }

    @Test
    void theEnvironmentStandsInForWhatWasNotTyped() {
        Map<String, String> environment = Map.of("MUSTER_VAULT", " /a  /b ", "MUSTER_KEY", "k");
        Arguments arguments = Arguments.of(List.of("list"), environment);
        assertThat(arguments.all("--vault")).containsExactly("/a", "/b");
        assertThat(arguments.one("--key")).contains("k");
        assertThat(Arguments.of(List.of("--vault", "/c"), environment).all("--vault"))
                .containsExactly("/c");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> typed("list --valt x")).hasMessageContaining("--valt");
        assertThatThrownBy(() -> typed("list --vault")).hasMessageContaining("--vault needs");
        assertThatThrownBy(() -> typed("get").word(1, "component"))
                .hasMessageContaining("which component");
        assertThatThrownBy(() -> typed("get").need("--into", "where to"))
                .hasMessageContaining("--into");
    }
}

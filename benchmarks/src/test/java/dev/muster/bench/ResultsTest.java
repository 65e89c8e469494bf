package dev.muster.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir Path root;

    private static Figure figure(double value, double target) {
        return new Figure("wait", value, "s", target, List.of(value));
    }

    @Test
    void aFigureIsMetUpToItsTarget() {
        assertThat(new Results("x", List.of(figure(1, 1))).allMet()).isTrue();
        assertThat(new Results("x", List.of(figure(1, 1), figure(1.01, 1))).allMet()).isFalse();
        assertThat(new Results("x", List.of(figure(1.01, 1))).table()).contains("1.01 s", "MISSED");
    }

    @Test
    void theRecordHoldsSamplesAndMachine() throws IOException {
        Path file =
                new Results("x", List.of(figure(1, 2), figure(3, Double.POSITIVE_INFINITY)))
                        .write(new Lab(root, true));

        assertThat(file).isEqualTo(root.resolve("benchmarks/results/x.json"));
        assertThat(Files.readString(file))
                .contains(
                        "\"suite\" : \"x\"",
                        "\"samples\" : [ 1.0 ]",
                        "\"processors\"",
                        "\"met\" : true")
                .containsOnlyOnce("\"target\"");
    }

    @Test
    void percentilesAreByNearestRank() {
        List<Double> samples = List.of(5.0, 1.0, 3.0, 2.0, 4.0);

        assertThat(Figure.percentile(samples, 0.5)).isEqualTo(3.0);
        assertThat(Figure.percentile(samples, 0.95)).isEqualTo(5.0);
        assertThat(Figure.percentile(samples, 0)).isEqualTo(1.0);
    }
}

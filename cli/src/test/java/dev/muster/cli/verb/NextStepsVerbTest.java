package dev.muster.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.Typed;
import dev.muster.cli.VerbList;
import dev.muster.cli.json.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextStepsVerbTest {
    @TempDir Path folder;

    private Typed typed(String line) {
        return new Typed(folder).run(line, new VerbList(new NextStepsVerb(), List.of()));
    }

    @Test
    void withoutAStrategyItSaysSo() {
        assertThat(typed("").out()).contains("no strategy here", "muster --help");
        Schemas.assertValid("next/1", typed("--output json").out());
    }

    @Test
    void withAStrategyItNamesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("muster.yaml"), "");

        assertThat(typed("").out()).contains("Strategy: " + file);
        Schemas.assertValid("next/1", typed("--output json").out());
    }
}

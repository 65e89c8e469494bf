package dev.muster.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.CliErrors;
import dev.muster.cli.ErrorCatalogue;
import dev.muster.cli.Typed;
import dev.muster.cli.json.Schemas;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainVerbTest {
    @TempDir Path folder;

    private Typed typed(String line) {
        return new Typed(folder)
                .run(line, new ExplainVerb(() -> new ErrorCatalogue(List.of(CliErrors.class))));
    }

    @Test
    void aCodeIsExplainedWithItsRemedy() {
        assertThat(typed("explain 5002").out())
                .startsWith("MUS-5002  there is no strategy here\n")
                .contains("What to do: Go to the folder", "Exit status 2: wrong usage");
    }

    @Test
    void itsLinesAreReadable() {
        assertThat(typed("explain 5002").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void allCodesAreListed() {
        assertThat(typed("explain").out()).contains("MUS-5001  wrong usage", "MUS-5005");
    }

    @Test
    void anUnknownCodeIsWrongUsage() {
        Typed typed = typed("explain MUS-9999");

        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.err())
                .contains("there is no code 'MUS-9999'", "all codes: muster explain");
    }

    @Test
    void scriptsGetItTyped() {
        Schemas.assertValid("explain/1", typed("explain --output json").out());
        Schemas.assertValid("explain/1", typed("explain 5002 --output json").out());
    }
}

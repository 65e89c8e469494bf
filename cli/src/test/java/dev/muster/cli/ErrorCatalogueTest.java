package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorCatalogueTest {
    /// A room whose code means something else than the same code elsewhere.
    public static final class Clash {
        public static final ErrorCode OTHER =
                new ErrorCode("MUS-5001", ErrorKind.BUG, "other", "why", "what");

        private Clash() {}
    }

    private final ErrorCatalogue catalogue = new ErrorCatalogue(List.of(CliErrors.class));

    @Test
    void codesAreFoundAsPeopleTypeThem() {
        for (String text : List.of("MUS-5002", "mus-5002", "5002")) {
            assertThat(catalogue.find(text)).contains(CliErrors.NO_STRATEGY);
        }
        assertThat(catalogue.find("MUS-5999")).isEmpty();
        assertThat(catalogue.find("")).isEmpty();
    }

    @Test
    void allAreListedInOrder() {
        assertThat(catalogue.all())
                .extracting(ErrorCode::id)
                .startsWith("MUS-5001", "MUS-5002")
                .isSorted();
    }

    @Test
    void oneIdMeansOneThing() {
        List<Class<?>> rooms = List.of(CliErrors.class, Clash.class);

        assertThatThrownBy(() -> new ErrorCatalogue(rooms))
                .hasMessageContaining(
                        "MUS-5001 means 'the command was called wrongly' and 'other'");
    }

    @Test
    void aClassWithoutCodesIsAMistake() {
        List<Class<?>> rooms = List.of(String.class);

        assertThatThrownBy(() -> new ErrorCatalogue(rooms))
                .hasMessageContaining("java.lang.String has no error codes");
    }
}

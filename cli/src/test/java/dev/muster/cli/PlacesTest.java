package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Path HOME = Path.of("/home/you");

    @Test
    void withoutVariablesAllIsInTheHomeFolder() {
        Places places = new Places(Map.of(), HOME);

        assertThat(places.state("shop")).hasToString("/home/you/.local/state/muster/shop");
        assertThat(places.keys("shop").resolve("main"))
                .hasToString("/home/you/.config/muster/keys/shop/main");
        assertThat(places.cache()).hasToString("/home/you/.cache/muster");
    }

    @Test
    void variablesMoveThem() {
        Places places =
                new Places(
                        Map.of(
                                "XDG_STATE_HOME",
                                "/s",
                                "XDG_CONFIG_HOME",
                                "/c",
                                "XDG_CACHE_HOME",
                                "/x"),
                        HOME);

        assertThat(places.state("shop")).hasToString("/s/muster/shop");
        assertThat(places.keys("shop").resolve("main")).hasToString("/c/muster/keys/shop/main");
        assertThat(places.cache()).hasToString("/x/muster");
    }

    @Test
    void relativeOnesAreIgnoredAsTheSpecificationSays() {
        assertThat(new Places(Map.of("XDG_STATE_HOME", "here"), HOME).state("shop"))
                .hasToString("/home/you/.local/state/muster/shop");
    }

    @Test
    void musterHomeNamesTheStateItself() {
        assertThat(new Places(Map.of("MUSTER_HOME", "/m"), HOME).state("shop")).hasToString("/m");
    }
}

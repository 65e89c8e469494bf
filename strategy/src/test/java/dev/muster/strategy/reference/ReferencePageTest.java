package dev.muster.strategy.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.strategy.testing.Shop;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private final String page = ReferencePage.of(Shop.KINDS);

    @Test
    void everySectionOfTheFileIsThere() {
        assertThat(page)
                .contains("## `tiers.NAME`", "## `vaults.NAME`", "### `vaults.NAME.copies[]`")
                .contains("## `components.NAME`", "### `components.NAME.protect.logs`")
                .contains("## `scenarios.NAME`", "### `scenarios.NAME.trigger`")
                .contains("## `probes.NAME`", "## `drills.NAME`", "## `contacts.NAME`");
    }

    @Test
    void kindsShowTheirOwnKeysAndWhatTheyAddToRecover() {
        assertThat(page)
                .contains("### `kind: database`", "#### `connection` of database")
                .contains("#### `recover` of database", "#### `recover.server` of database")
                .doesNotContain("#### `protect` of database");
    }

    @Test
    void defaultsAndChoicesAreShownAsTheyAreWritten() {
        assertThat(page)
                .contains(
                        "| `for` | duration with its unit (ms, s, m, h, d): `30s`, `1h30m` | `1m` |")
                .contains("| `durability` | `spool`, `vault`, `region` | `region` |")
                .contains("| `region` | the name of a region: `my-region` | **required** |");
    }

    @Test
    void everyKeyOfTheLanguageHasAMeaning() {
        assertThat(page.lines().filter(line -> line.startsWith("| `") && line.endsWith("|  |")))
                .isEmpty();
    }
}

package dev.muster.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table =
            Table.of("component", ">size", "state")
                    .row("orders-db", "96.0 MiB", "met")
                    .row("shop", "0 B", "a long story\nof two lines");

    @Test
    void columnsAreAsWideAsTheyNeed() {
        assertThat(table.lines(Integer.MAX_VALUE, Ink.PLAIN))
                .containsExactly(
                        "component      size  state",
                        "orders-db  96.0 MiB  met",
                        "shop            0 B  a long story of two lines");
    }

    @Test
    void aTerminalCutsTheEnd() {
        assertThat(table.lines(30, Ink.PLAIN).getLast())
                .isEqualTo("shop            0 B  a long...");
    }

    @Test
    void colorsTakeNoRoom() {
        Table colored = Table.of("a", "b").row(Ink.COLOR.good("met"), "x").row("missed", "y");

        assertThat(colored.lines(80, Ink.PLAIN))
                .containsExactly("a       b", "\033[32mmet\033[0m     x", "missed  y");
    }

    @Test
    void everyRowHasItsCells() {
        assertThatThrownBy(() -> table.row("too", "few"))
                .hasMessageContaining("2 cells in a table of 3 columns");
    }
}

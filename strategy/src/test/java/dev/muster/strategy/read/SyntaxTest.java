package dev.muster.strategy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.strategy.testing.Shop;
import dev.muster.strategy.text.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", "1:1: MUS-1002"),
                Arguments.of("# only a comment\n\n", "1:1: MUS-1002"),
                Arguments.of("---\n...\n", "1:1: MUS-1002"),
                Arguments.of("~", "1:1: MUS-1002"),
                Arguments.of("just words", "1:1: MUS-1010"),
                Arguments.of("- a\n- b\n", "1:1: MUS-1010"),
                Arguments.of("strategy: a\n---\nstrategy: b\n", "2:1: MUS-1003"),
                Arguments.of("strategy: shop\n\tregions: {}\n", "2:1: MUS-1001"),
                Arguments.of("strategy: a: b\n", "1:12: MUS-1001"),
                Arguments.of("regions: { north: { provider: local }\n", "2:1: MUS-1001"),
                Arguments.of("regions: [ a, b\nstrategy: x\n", "2:9: MUS-1001"),
                Arguments.of("strategy: \"shop\nregions: 1\n", "3:1: MUS-1001"),
                Arguments.of("strategy: @shop\n", "1:11: MUS-1001"),
                Arguments.of("strategy: &a shop\n", "1:11: MUS-1004"),
                Arguments.of("a: &x [1]\nb: *x\n", "1:4: MUS-1004"),
                Arguments.of("a: &x [1]\nb: *x\n", "2:4: MUS-1004"),
                Arguments.of("strategy: !!str 5\n", "1:11: MUS-1004"),
                Arguments.of("strategy: !java.io.File x\n", "1:11: MUS-1004"),
                Arguments.of("? [ a ]\n: b\n", "1:3: MUS-1010"),
                Arguments.of("strategy: sh\u0000op\n", "1:13: MUS-1001"),
                Arguments.of("strategy: \uD800\n", "1:11: MUS-1001"),
                Arguments.of("%YAML 3.0\n---\nstrategy: x\n", "1:1: MUS-1001"),
                Arguments.of("[".repeat(100), "1:33: MUS-1005"),
                Arguments.of("a: ".repeat(40), "1:5: MUS-1001"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void brokenTextIsToldWithItsPlace(String text, String expected) {
        assertThat(Shop.problems(text))
                .anySatisfy(problem ->
                        assertThat(problem.toString()).startsWith("muster.yaml:" + expected));
    }

    @Test
    void aliasesThatWouldGrowAreRefusedWithoutGrowing() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [ x, x ]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a").append(i).append(": &a").append(i);
            bomb.append(" [ *a").append(i - 1).append(", *a").append(i - 1).append(" ]\n");
        }
        List<Problem> problems =
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> Shop.problems(bomb.toString()));
        assertThat(problems).hasSize(60 + 2 * 59);
        assertThat(problems).extracting(problem -> problem.code().id()).containsOnly("MUS-1004");
    }

    @Test
    void textThatIsTooLongIsRefusedUnread() {
        String text = "# " + "x".repeat(16 * 1024 * 1024) + "\n";
        assertThat(Shop.problems(text))
                .singleElement()
                .asString()
                .startsWith("muster.yaml:1:1: MUS-1005");
    }

    @Test
    void tabIsToldInWordsThatHelp() {
        assertThat(Shop.problems("strategy: shop\n\tregions: {}\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).contains("spaces"));
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreFine() {
        assertThat(Shop.problems("\uFEFF" + Shop.text().replace("\n", "\r\n"))).isEmpty();
    }

    @Test
    void columnsCountCharactersNotUnits() {
        assertThat(Shop.problems(Shop.with("name: You,", "name: \"\uD83D\uDE00\", nme: x,")))
                .singleElement()
                .asString()
                .startsWith("muster.yaml:15:21: MUS-1006");
    }
}

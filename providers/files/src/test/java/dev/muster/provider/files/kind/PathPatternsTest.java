package dev.muster.provider.files.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternsTest {
    /// What git says with the same line in .gitignore.
    @ParameterizedTest
    @CsvSource({
        "*.tmp, a.tmp, true",
        "*.tmp, a/b/c.tmp, true",
        "*.tmp, a.tmp.x, false",
        "/a, a, true",
        "/a, b/a, false",
        "a/b, a/b, true",
        "a/b, c/a/b, false",
        "**/b, a/x/b, true",
        "**/b, b, true",
        "a/**, a/x/y, true",
        "a/**, a, false",
        "a/**/c, a/c, true",
        "a/**/c, a/x/y/c, true",
        "?.txt, a.txt, true",
        "?.txt, ab.txt, false",
        "a*b, a/b, false",
        "[a-c]x, bx, true",
        "[!a-c]x, bx, false",
        "[!a-c]x, dx, true",
        "[a.]x, .x, true",
        "\\*x, *x, true",
        "\\*x, ax, false",
        "x(y)+, x(y)+, true",
        "cache/, cache, false",
    })
    void patternsMatchAsInGitignore(String pattern, String path, boolean matches) {
        assertThat(PathPatterns.of(List.of(pattern)).matches(path, false)).isEqualTo(matches);
    }

    @Test
    void theLastOneThatMatchesDecides() {
        PathPatterns patterns = PathPatterns.of(List.of("*.log", "!keep.log", "/x/keep.log"));
        assertThat(patterns.matches("a.log", false)).isTrue();
        assertThat(patterns.matches("keep.log", false)).isFalse();
        assertThat(patterns.matches("x/keep.log", false)).isTrue();
    }

    @Test
    void aFolderTakesWhatIsInIt() {
        PathPatterns patterns = PathPatterns.of(List.of("docs/", "*.txt"));
        assertThat(patterns.take("docs/a/b.pdf")).isTrue();
        assertThat(patterns.take("x/docs/b")).isTrue();
        assertThat(patterns.take("x/b.txt")).isTrue();
        assertThat(patterns.take("x/b.pdf")).isFalse();
        assertThat(PathPatterns.of(List.of()).take("x")).isFalse();
    }

    @Test
    void whatIsNoPatternIsKnown() {
        for (String bad : List.of("", "!", "/", "a[b", "x\\")) {
            assertThat(PathPatterns.isPattern(bad)).as(bad).isFalse();
        }
        assertThat(PathPatterns.isPattern("a[b]")).isTrue();
    }
}

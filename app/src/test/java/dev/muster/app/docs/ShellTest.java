package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
    @Test
    void aLineIsSplitIntoItsCommands() {
        assertThat(
                        Shell.commands(
                                "X=1 muster check --to 'two hours ago' 2>/dev/null | head -3 # why"))
                .containsExactly(
                        List.of("muster", "check", "--to", "two hours ago"), List.of("head", "-3"));
        assertThat(Shell.commands("muster vault token list > a.txt && cat < a.txt >>b"))
                .containsExactly(List.of("muster", "vault", "token", "list"), List.of("cat"));
        assertThat(Shell.commands("source <(muster completion bash)"))
                .containsExactly(List.of("source"), List.of("muster", "completion", "bash"));
        assertThat(Shell.commands("muster serve & muster status; a && b || c"))
                .containsExactly(
                        List.of("muster", "serve"),
                        List.of("muster", "status"),
                        List.of("a"),
                        List.of("b"),
                        List.of("c"));
    }
}

package dev.muster.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionVerbTest {
    @TempDir Path folder;

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Path script = folder.resolve("completion.bash");
        Files.writeString(
                script, new Typed(folder).run("completion bash", new CompletionVerb()).out());

        assertThat(completed(script, "muster compl")).contains("completion");
        assertThat(completed(script, "muster completion --str")).contains("--strategy");
    }

    private static String completed(Path script, String line)
            throws IOException, InterruptedException {
        String ask =
                """
                source '%s'
                COMP_LINE='%s'; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_POINT=${#COMP_LINE}
                _complete_muster; echo "${COMPREPLY[@]}"
                """
                        .formatted(script, line, line);
        Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
        String reply = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(reply).isZero();
        return reply;
    }

    @Test
    void zshIsToldToReadBashsCompletions() {
        assertThat(new Typed(folder).run("completion zsh", new CompletionVerb()).out())
                .startsWith("autoload -U +X bashcompinit");
    }
}

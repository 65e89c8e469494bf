package dev.muster.cli.verb;

import static dev.muster.cli.VerbList.verb;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Typed;
import dev.muster.cli.Verb;
import dev.muster.cli.VerbList;
import dev.muster.cli.VerbList.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CompletionVerbTest {
    @TempDir Path folder;

    @Command(name = "mend")
    private static final class MendVerb implements Verb {
        @Option(names = "--thoroughly")
        private boolean thoroughly;

        @Override
        public Answer run(Call call) {
            return Answer.of(thoroughly);
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Path script = folder.resolve("completion.bash");
        Files.writeString(script, typed("completion bash").out());

        assertThat(completed(script, "muster compl")).contains("completion");
        assertThat(completed(script, "muster completion --str")).contains("--strategy");
        assertThat(completed(script, "muster mend --t")).contains("--thoroughly");
    }

    private Typed typed(String line) {
        return new Typed(folder).run(line, verbs());
    }

    private static VerbList verbs() {
        return new VerbList(
                call -> Answer.YES,
                List.of(
                        Section.of(
                                "Help",
                                verb(new CompletionVerb(CompletionVerbTest::verbs)),
                                verb(new MendVerb()))));
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
        assertThat(typed("completion zsh").out()).startsWith("autoload -U +X bashcompinit");
    }
}

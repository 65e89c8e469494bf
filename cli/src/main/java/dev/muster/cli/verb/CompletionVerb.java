package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `muster completion`.
@Command(
        name = "completion",
        description = "a script that completes commands and options in a shell")
public final class CompletionVerb implements Verb {
    /// Shells that can be completed in.
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            paramLabel = "bash|zsh",
            description = "add to the shell's start file: source <(muster completion bash)")
    private Shell shell = Shell.BASH;

    @Spec private CommandSpec spec;

    @Override
    public Answer run(Call call) {
        String script = AutoComplete.bash("muster", spec.root().commandLine());
        call.screen()
                .print(
                        switch (shell) {
                            case BASH -> script;
                            // zsh reads bash's completions once it was told to
                            case ZSH -> "autoload -U +X bashcompinit && bashcompinit\n" + script;
                        });
        return Answer.YES;
    }
}

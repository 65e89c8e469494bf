package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Program;
import dev.muster.cli.Verb;
import dev.muster.cli.VerbList;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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

    private final Supplier<VerbList> verbs;

    public CompletionVerb(Supplier<VerbList> verbs) {
        this.verbs = verbs;
    }

    @Override
    public Answer run(Call call) {
        String script = Program.completion(verbs.get());
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

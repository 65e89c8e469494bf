package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import java.nio.file.Path;
import java.util.Optional;

/// `muster` alone: where you are and what to do next.
public final class NextStepsVerb implements Verb {
    @Override
    public Answer run(Call call) {
        Optional<Path> strategy = call.strategyFileIfAny();
        call.answer(
                "next/1",
                new Next(strategy.map(Path::toString)),
                screen ->
                        strategy.ifPresentOrElse(
                                file -> withStrategy(screen, file), () -> without(screen)));
        return Answer.YES;
    }

    private static void without(Screen screen) {
        screen.print("There is no strategy here (muster.yaml, in this folder or above).");
        screen.print("");
        screen.print("  muster --help   all commands");
    }

    private static void withStrategy(Screen screen, Path file) {
        screen.print("Strategy: " + file);
        screen.print("");
        screen.print("  muster --help   all commands");
    }

    private record Next(Optional<String> strategy) {}
}

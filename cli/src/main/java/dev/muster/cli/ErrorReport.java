package dev.muster.cli;

import dev.muster.cli.json.JsonAnswer;
import dev.muster.cli.screen.Screen;
import dev.muster.model.ErrorKind;
import dev.muster.model.MusterException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Says what went wrong: one block for people, one object for scripts, and the exit status.
final class ErrorReport {
    private final Surroundings around;
    private final Screen screen;
    private final List<String> args;
    private boolean json;
    private boolean debug;

    ErrorReport(Surroundings around, Screen screen, List<String> args) {
        this.around = around;
        this.screen = screen;
        this.args = args;
        this.debug = args.contains("--debug");
    }

    void useJson(boolean wanted) {
        json = wanted;
    }

    void useDebug(boolean wanted) {
        debug = wanted;
    }

    /// @param command the words of the command, such as `muster vault init`
    /// @return the exit status
    int show(Throwable error, String command) {
        MusterException known = known(error);
        Optional<Path> details =
                known.code().kind() == ErrorKind.BUG
                        ? new FaultFile(around).save(error, args)
                        : Optional.empty();
        screen.endProgress();
        block(known, command, details);
        if (debug) {
            screen.say(trace(error));
        }
        if (json) {
            screen.print(JsonAnswer.text("error/1", answer(known, details)));
        }
        return known.code().kind().exitStatus();
    }

    private static MusterException known(Throwable error) {
        return switch (error) {
            case MusterException known -> known;
            case OutOfMemoryError memory ->
                    CliErrors.OUT_OF_MEMORY.error(
                            "no memory left in a heap of "
                                    + (Runtime.getRuntime().maxMemory() >> 20)
                                    + " MiB",
                            CliErrors.OUT_OF_MEMORY.remedy(),
                            memory);
            default ->
                    CliErrors.UNEXPECTED.error(
                            name(error) + text(error), CliErrors.UNEXPECTED.remedy(), error);
        };
    }

    private void block(MusterException error, String command, Optional<Path> details) {
        screen.say(
                screen.ink().bad("error " + error.code().id())
                        + "  "
                        + screen.ink().strong(error.code().title()));
        line("what", error.getMessage());
        line("where", command);
        causes(error).forEach(cause -> line("cause", cause));
        details.ifPresent(file -> line("saved", "the details are in " + file));
        line("hint", error.hint());
        if (error.code().kind() != ErrorKind.USAGE) {
            line("more", "muster explain " + error.code().id());
        }
    }

    private void line(String label, String text) {
        if (!text.isEmpty()) {
            String indented = text.strip().replace("\n", "\n         ");
            screen.say(screen.ink().faint(String.format("  %-6s ", label)) + indented);
        }
    }

    /// What is below the error, from the outside in, without repeating what was said.
    private static List<String> causes(MusterException error) {
        Set<String> causes = new LinkedHashSet<>();
        String said = error.getMessage();
        for (Throwable it = error.getCause(); it != null && causes.size() < 3; it = it.getCause()) {
            String text = it instanceof MusterException ? it.getMessage() : name(it) + text(it);
            if (!said.contains(text)) {
                causes.add(text);
            }
        }
        return new ArrayList<>(causes);
    }

    private static String name(Throwable error) {
        String name = error.getClass().getSimpleName();
        return name.isEmpty() ? error.getClass().getName() : name;
    }

    private static String text(Throwable error) {
        return error.getMessage() == null ? "" : ": " + error.getMessage();
    }

    private static String trace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }

    private static Body answer(MusterException error, Optional<Path> details) {
        return new Body(
                error.code().id(),
                error.code().kind().name().toLowerCase(Locale.ROOT),
                error.code().title(),
                error.getMessage(),
                causes(error),
                error.hint(),
                error.code().kind().exitStatus(),
                details.map(Path::toString));
    }

    private record Body(
            String code,
            String kind,
            String title,
            String message,
            List<String> causes,
            String hint,
            int exitStatus,
            Optional<String> details) {}
}

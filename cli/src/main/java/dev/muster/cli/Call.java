package dev.muster.cli;

import dev.muster.cli.json.JsonAnswer;
import dev.muster.cli.moment.Moment;
import dev.muster.cli.moment.Moments;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.model.Timing;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// One run of one verb: what it may use of the process around it, and how it shows its answer.
public final class Call {
    private final Surroundings around;
    private final GlobalOptions options;
    private final Screen screen;
    private final StrategyFile strategyFile;
    private volatile String resume = "";

    Call(Surroundings around, GlobalOptions options, Screen screen) {
        this.around = around;
        this.options = options;
        this.screen = screen;
        this.strategyFile = new StrategyFile(around.folder(), options.strategy());
    }

    /// Where words for people go.
    public Screen screen() {
        return screen;
    }

    /// Shows the answer: as one JSON object, or in words, as the user asked.
    ///
    /// @param schema such as `points/1`; its JSON Schema is `docs/schemas/points-1.json`
    /// @param value a record, made of records, lists, maps and the words of `dev.muster.model`
    /// @param words writes the same for people
    public void answer(String schema, Object value, Consumer<Screen> words) {
        if (wantsJson()) {
            screen.print(JsonAnswer.text(schema, value));
        } else {
            words.accept(screen);
        }
    }

    /// Writes a value as one line of JSON, whatever form of answer was asked for: one of many, as
    /// time goes on.
    ///
    /// @param schema as in [#answer]
    public void line(String schema, Object value) {
        screen.print(JsonAnswer.line(schema, value));
    }

    /// The same for what is stored in that form already.
    ///
    /// @param json one object on one line, with its schema
    public void line(String schema, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (!text.startsWith("{\"schema\":\"muster." + schema + "\"")) {
            throw new IllegalArgumentException("no " + schema + ": " + text);
        }
        screen.print(text);
    }

    public boolean wantsJson() {
        return options.output() == OutputForm.JSON;
    }

    /// Tells how far something is that takes time. Close it when that is over.
    ///
    /// @param name what is worked on, such as a component
    public Task progress(String name) {
        return screen.progress(name);
    }

    /// The strategy that the user means.
    ///
    /// @throws dev.muster.model.MusterException if there is none ([CliErrors#NO_STRATEGY])
    public Path strategyFile() {
        return strategyFile.required();
    }

    /// The strategy that the user means, if there is one.
    public Optional<Path> strategyFileIfAny() {
        return strategyFile.find();
    }

    /// Where a strategy is to be written that is not there yet.
    public Path newStrategyFile() {
        return strategyFile.fresh();
    }

    /// Says what goes on after an interruption and how to resume: `run r-17 is in the vault; resume
    /// it with: muster run resume r-17`. The newest sentence counts; empty means that nothing does.
    public void resumeWith(String sentence) {
        resume = sentence;
    }

    String resume() {
        return resume;
    }

    /// Reads a moment that a user typed, such as `2 hours ago`.
    ///
    /// @param option where it was typed, such as `--to`
    /// @throws dev.muster.model.MusterException if it is none ([CliErrors#WRONG_USAGE])
    public Instant moment(String option, String text) {
        return switch (Moments.parse(text, around.timing().instant(), around.zone())) {
            case Moment.At at -> at.instant();
            case Moment.Unclear unclear ->
                    throw CliErrors.WRONG_USAGE.error(
                            option + " '" + text + "': " + unclear.why(), unclear.hint());
        };
    }

    /// Shows a moment in the user's zone, with the offset.
    public String show(Instant instant) {
        return Moments.show(instant, around.zone());
    }

    /// Asks the user to type the name of what will be destroyed or may lose data.
    ///
    /// @param what says exactly what will happen
    /// @param name what must be typed
    /// @param yes whether `--yes` was given, which answers for the user
    /// @throws dev.muster.model.MusterException if the name was not typed
    ///   ([CliErrors#NOT_CONFIRMED])
    public void confirm(String what, String name, boolean yes) {
        screen.say(what);
        if (yes) {
            return;
        }
        if (!around.terminal().in()) {
            throw CliErrors.NOT_CONFIRMED.error(
                    "nobody is here to type '" + name + "'", "in a script, add --yes");
        }
        screen.ask("Type " + name + " to go on: ");
        if (!typed().equals(name)) {
            throw CliErrors.NOT_CONFIRMED.error(
                    "what was typed is not '" + name + "'; nothing was touched",
                    "run the command again and type: " + name);
        }
    }

    /// Asks for something that nobody may see.
    ///
    /// @param question says what, and ends with a colon
    /// @param otherwise what to type where nobody is here to be asked
    /// @throws dev.muster.model.MusterException if what is typed would be seen
    public String secret(String question, String otherwise) {
        if (!around.terminal().in()) {
            throw CliErrors.WRONG_USAGE.error("nobody is here to type a passphrase", otherwise);
        }
        if (!around.in().equals(System.in)) {
            screen.ask(question + " ");
            return typed();
        }
        Console console = Objects.requireNonNull(System.console());
        if (!console.isTerminal()) {
            throw CliErrors.WRONG_USAGE.error(
                    "what you type would be seen, because the output goes elsewhere", otherwise);
        }
        screen.endProgress();
        // the console asks only once nothing that is typed is shown any more
        char[] typed = console.readPassword("%s ", question);
        return typed == null ? "" : new String(typed);
    }

    /// Who types, for records that people read.
    public String person() {
        return around.environment().getOrDefault("USER", "somebody");
    }

    private String typed() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = around.in().read(); b >= 0 && b != '\n'; b = around.in().read()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Timing timing() {
        return around.timing();
    }

    public ZoneId zone() {
        return around.zone();
    }

    public Surroundings around() {
        return around;
    }
}

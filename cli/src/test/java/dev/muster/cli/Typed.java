package dev.muster.cli;

import dev.muster.cli.VerbList.Section;
import dev.muster.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A command line typed in a test, and what came of it.
public final class Typed {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Terminal terminal = Terminal.NONE;
    private String input = "";
    private int status = -1;

    public Typed(Path folder) {
        this.folder = folder;
    }

    public Typed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Typed on(Terminal other) {
        terminal = other;
        return this;
    }

    public Typed typing(String text) {
        input = text;
        return this;
    }

    /// Runs the line with these verbs, besides a plain one for `muster` alone.
    public Typed run(String line, Verb... verbs) {
        return run(
                line,
                new VerbList(
                        call -> Answer.YES,
                        Arrays.stream(verbs)
                                .map(verb -> Section.of("Verbs", VerbList.verb(verb)))
                                .toList()));
    }

    public Typed run(String line, VerbList verbs) {
        Surroundings around =
                new Surroundings(
                        environment,
                        folder,
                        folder.resolve("home"),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        new StillTiming(Instant.parse("2026-09-08T16:00:00Z")),
                        ZoneId.of("Europe/Berlin"),
                        "1.2.3");
        status = new Program(verbs, around).run(line.isEmpty() ? new String[0] : line.split(" "));
        return this;
    }

    public int status() {
        return status;
    }

    /// What the answer was.
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// What was said besides.
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

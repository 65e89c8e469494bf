package dev.muster.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What can be said with every command, before or after its name.
@Command(name = "muster", description = "Disaster recovery as code.")
final class GlobalOptions {
    @Option(
            names = "--strategy",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 1000,
            description = "the strategy; without it muster.yaml here or above")
    private @Nullable Path strategy;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            scope = ScopeType.INHERIT,
            order = 1001,
            description = "how to answer; without it text")
    private OutputForm output = OutputForm.TEXT;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            order = 1002,
            description = "no colors, as with NO_COLOR")
    private boolean noColor;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            order = 1003,
            description = "with an error, show where in the program it came from")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 1004,
            description = "show this and end")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            order = 1005,
            description = "show the version and end")
    private boolean version;

    @Nullable Path strategy() {
        return strategy;
    }

    OutputForm output() {
        return output;
    }

    boolean noColor() {
        return noColor;
    }

    boolean debug() {
        return debug;
    }

    boolean isHelp() {
        return help;
    }

    boolean isVersion() {
        return version;
    }
}

package dev.muster.cli.verb;

import dev.muster.cli.CliErrors;
import dev.muster.model.Durations;
import dev.muster.provider.Previews.Destination;
import dev.muster.provider.Previews.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `muster restore` is told about previews.
final class PreviewOptions {
    @Option(
            names = "--preview",
            description =
                    "opens a copy in DIR at the moment, read-only; with a later --to, moves it on")
    private boolean preview;

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            description = "moves a preview on by this much, such as 30s")
    private @Nullable String step;

    @Option(names = "--end", description = "stops a preview and deletes all of it")
    private boolean end;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "where a preview is reached on this host; a free one by default")
    private @Nullable Integer port;

    @Option(
            names = "--extract",
            arity = "2",
            paramLabel = "table|database NAME",
            hideParamSyntax = true,
            description = "takes this out of a preview")
    private List<String> extract = List.of();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "the database that the table is in; the strategy's by default")
    private @Nullable String database;

    @Option(
            names = "--sql",
            paramLabel = "FILE",
            description = "where --extract writes; a new file of SQL")
    private @Nullable Path sql;

    @Option(
            names = "--load",
            paramLabel = "CONNECTION",
            description = "where --extract loads what it took, such as postgresql://host/database")
    private @Nullable String load;

    /// Whether this is about a preview at all.
    boolean wanted() {
        return preview || step != null || end || !extract.isEmpty();
    }

    boolean ends() {
        return end;
    }

    Optional<Duration> step() {
        return Optional.ofNullable(step)
                .map(text ->
                        Durations.parse(text)
                                .filter(Duration::isPositive)
                                .orElseThrow(() ->
                                        CliErrors.WRONG_USAGE.error(
                                                "--step '" + text + "' is no duration",
                                                "such as --step 30s or --step 5m")));
    }

    OptionalInt port() {
        Integer known = port;
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /// What is to be taken out, if something is.
    ///
    /// @param here the folder that paths are typed from
    Optional<Part> part(Path here) {
        if (extract.isEmpty()) {
            requireNone(sql, "--sql");
            requireNone(load, "--load");
            return Optional.empty();
        }
        if (extract.size() > 2) {
            throw CliErrors.WRONG_USAGE.error(
                    "--extract is given twice", "take one after the other out of the same preview");
        }
        boolean table = extract.getFirst().equals("table");
        if (!table && !extract.getFirst().equals("database")) {
            throw CliErrors.WRONG_USAGE.error(
                    "--extract '" + extract.getFirst() + "' is neither table nor database",
                    "--extract table NAME, or --extract database NAME");
        }
        return Optional.of(
                new Part(extract.get(1), table, Optional.ofNullable(database), destination(here)));
    }

    private static void requireNone(@Nullable Object value, String option) {
        if (value != null) {
            throw CliErrors.WRONG_USAGE.error(
                    option + " goes with --extract", "--extract table NAME " + option + " ...");
        }
    }

    private Destination destination(Path here) {
        Path file = sql;
        String connection = load;
        if (file != null && connection == null) {
            return new Destination.NewFile(here.resolve(file).normalize());
        }
        if (file == null && connection != null) {
            return new Destination.Server(connection);
        }
        throw CliErrors.WRONG_USAGE.error(
                "--extract needs one place for what it takes",
                "--sql FILE, or --load postgresql://host/database");
    }
}

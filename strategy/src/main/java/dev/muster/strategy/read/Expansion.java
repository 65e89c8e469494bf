package dev.muster.strategy.read;

import dev.muster.strategy.SecretReference;
import dev.muster.strategy.SecretReference.Source;
import dev.muster.strategy.read.Variables.Answer;
import dev.muster.strategy.text.Node.Scalar;
import dev.muster.strategy.text.StrategyErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills `${env:NAME}`, `${file:/path}` and `${vault:NAME}` in.
///
/// Only what has a colon is ours: `${NAME}` and `${NAME.port}` are left to the kinds. A reference
/// behind one more `$` is text.
final class Expansion {
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\$?\\$\\{(?<source>[A-Za-z][A-Za-z0-9_-]*):(?<name>[^{}]*)(?<end>}?)");

    private static final List<String> SOURCES =
            Arrays.stream(Source.values()).map(Source::word).toList();

    private final Variables variables;
    private final Report report;

    Expansion(Variables variables, Report report) {
        this.variables = variables;
        this.report = report;
    }

    /// What became of a text.
    ///
    /// @param text with all values filled in
    /// @param references in the text; none means that it is what is written
    /// @param complete whether every reference had a value
    record Expanded(String text, List<SecretReference> references, boolean complete) {
        /// Never shown: it may be a secret.
        @Override
        public String toString() {
            return "***";
        }
    }

    /// Empty if a reference cannot be understood or has no value; that is then reported.
    Optional<Expanded> expand(Scalar scalar, Path path, boolean secret) {
        if (!scalar.text().contains("${")) {
            return Optional.of(new Expanded(scalar.text(), List.of(), true));
        }
        Collector collector = new Collector(scalar, path, secret);
        Matcher matcher = REFERENCE.matcher(scalar.text());
        while (matcher.find()) {
            matcher.appendReplacement(
                    collector.text, Matcher.quoteReplacement(collector.value(matcher)));
        }
        matcher.appendTail(collector.text);
        return collector.good
                ? Optional.of(
                        new Expanded(
                                collector.text.toString(),
                                List.copyOf(collector.references),
                                collector.complete))
                : Optional.empty();
    }

    private final class Collector {
        private final Scalar scalar;
        private final Path path;
        private final boolean secret;
        private final StringBuilder text = new StringBuilder();
        private final List<SecretReference> references = new ArrayList<>();
        private boolean good = true;
        private boolean complete = true;

        Collector(Scalar scalar, Path path, boolean secret) {
            this.scalar = scalar;
            this.path = path;
            this.secret = secret;
        }

        String value(Matcher matcher) {
            String written = matcher.group();
            if (written.startsWith("$$")) {
                return written.substring(1);
            }
            String name = matcher.group("name");
            Optional<Source> source =
                    Arrays.stream(Source.values())
                            .filter(known -> known.word().equals(matcher.group("source")))
                            .findFirst();
            if (source.isEmpty()) {
                return refuse(
                        "'" + matcher.group("source") + "' is no source of values",
                        report.nearest().hint(matcher.group("source"), SOURCES)
                                + " (a real '${' before a colon is written '$${')");
            }
            if (name.isBlank() || matcher.group("end").isEmpty()) {
                return refuse(
                        "'" + written + "' is not complete",
                        "write for example '${" + source.get().word() + ":NAME}'");
            }
            if (source.get() == Source.VAULT && !secret) {
                return refuse(
                        "'" + written + "' is a secret, but this value is shown",
                        "seal only values of keys that hold secrets");
            }
            return lookUp(new SecretReference(path.keys(), source.get(), name));
        }

        private String lookUp(SecretReference reference) {
            references.add(reference);
            return switch (variables.look(reference.source(), reference.name())) {
                case Answer.Value value -> value.text();
                case Answer.Missing missing -> {
                    good = false;
                    report.add(
                            StrategyErrors.NOT_SET,
                            scalar.place(),
                            "'" + reference + "' " + missing.reason(),
                            "give it a value, then run the command again");
                    yield "";
                }
                case Answer.Later _ -> {
                    complete = false;
                    if (!secret) {
                        good = false;
                        report.add(
                                StrategyErrors.NOT_SET,
                                scalar.place(),
                                "'" + reference + "' has no value, and the strategy needs it",
                                "give it a value; only secrets may wait");
                    }
                    yield "";
                }
            };
        }

        private String refuse(String message, String hint) {
            good = false;
            report.add(StrategyErrors.BAD_REFERENCE, scalar.place(), message, hint);
            return "";
        }
    }
}

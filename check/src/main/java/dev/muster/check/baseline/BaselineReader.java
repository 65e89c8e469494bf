package dev.muster.check.baseline;

import dev.muster.strategy.text.Composer;
import dev.muster.strategy.text.Nearest;
import dev.muster.strategy.text.Node;
import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.Node.Scalar;
import dev.muster.strategy.text.Node.Sequence;
import dev.muster.strategy.text.Place;
import dev.muster.strategy.text.Problem;
import dev.muster.strategy.text.StrategyErrors;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a baseline: a YAML file with a list `known`.
///
/// ```yaml
/// known:
///   - { code: MUS-1303, at: scenarios.flood, owner: ann, until: 2027-03-31, because: in May }
/// ```
public final class BaselineReader {
    private static final List<String> KEYS = List.of("code", "at", "owner", "until", "because");

    private final Set<String> contacts;
    private final List<Problem> problems = new ArrayList<>();
    private final Nearest nearest = new Nearest();

    private BaselineReader(Set<String> contacts) {
        this.contacts = contacts;
    }

    /// What came out of reading a baseline.
    public sealed interface Reading {
        record Accepted(Baseline baseline) implements Reading {}

        /// @param problems all of them; at least one
        record Refused(List<Problem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /// @param contacts who may own an entry: those of the strategy
    public static Reading read(String file, String text, Set<String> contacts) {
        BaselineReader reader = new BaselineReader(contacts);
        Optional<Mapping> root = Composer.compose(file, text, reader.problems::add);
        Baseline baseline = root.map(reader::baseline).orElse(Baseline.EMPTY);
        return reader.problems.isEmpty()
                ? new Reading.Accepted(baseline)
                : new Reading.Refused(reader.problems);
    }

    private Baseline baseline(Mapping root) {
        List<Known> known = new ArrayList<>();
        for (Entry entry : root.entries()) {
            if (!entry.key().text().equals("known")) {
                unknown(entry.key(), List.of("known"));
            } else if (entry.value() instanceof Sequence list) {
                list.items().forEach(item -> entry(item).ifPresent(known::add));
            } else {
                wrong(entry.value().place(), "'known' must be a list", "known: []");
            }
        }
        return new Baseline(known);
    }

    private Optional<Known> entry(Node item) {
        if (!(item instanceof Mapping mapping)) {
            wrong(item.place(), "an entry must be a mapping, not " + item.noun(), example());
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (Entry entry : mapping.entries()) {
            value(entry, values);
        }
        for (String key : KEYS) {
            if (mapping.entry(key).isEmpty()) {
                problems.add(
                        new Problem(
                                StrategyErrors.MISSING_KEY,
                                mapping.place(),
                                "the entry has no '" + key + "'",
                                example()));
            }
        }
        return values.keySet().containsAll(KEYS)
                ? known(values, mapping.place())
                : Optional.empty();
    }

    private void value(Entry entry, Map<String, String> values) {
        String key = entry.key().text();
        if (!KEYS.contains(key)) {
            unknown(entry.key(), KEYS);
        } else if (entry.value() instanceof Scalar scalar && !scalar.isAbsent()) {
            if (values.put(key, scalar.text()) != null) {
                problems.add(
                        new Problem(
                                StrategyErrors.DOUBLED_KEY,
                                entry.key().place(),
                                "'" + key + "' stands twice",
                                "remove one of them"));
            }
        } else {
            wrong(entry.value().place(), "'" + key + "' must be a single value", example());
        }
    }

    private Optional<Known> known(Map<String, String> values, Place place) {
        String owner = values.getOrDefault("owner", "");
        if (!contacts.contains(owner)) {
            problems.add(
                    new Problem(
                            StrategyErrors.UNKNOWN_NAME,
                            place,
                            "no contact of the strategy is named '" + Problem.brief(owner) + "'",
                            nearest.hint(owner, contacts)));
        }
        return date(values.getOrDefault("until", ""), place)
                .map(until ->
                        new Known(
                                values.getOrDefault("code", ""),
                                values.getOrDefault("at", ""),
                                owner,
                                until,
                                values.getOrDefault("because", ""),
                                place));
    }

    private Optional<LocalDate> date(String text, Place place) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException broken) {
            wrong(
                    place,
                    "'" + Problem.brief(text) + "' is no day",
                    "for example until: 2027-03-31");
            return Optional.empty();
        }
    }

    private void unknown(Scalar key, List<String> known) {
        problems.add(
                new Problem(
                        StrategyErrors.UNKNOWN_KEY,
                        key.place(),
                        "unknown key '" + Problem.brief(key.text()) + "'",
                        nearest.hint(key.text(), known)));
    }

    private void wrong(Place place, String message, String hint) {
        problems.add(new Problem(StrategyErrors.WRONG_VALUE, place, message, hint));
    }

    private static String example() {
        return "for example { code: MUS-1303, at: scenarios.flood, owner: CONTACT, until:"
                + " 2027-03-31, because: \"...\" }";
    }
}

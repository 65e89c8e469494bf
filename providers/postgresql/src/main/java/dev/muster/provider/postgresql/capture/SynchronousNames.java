package dev.muster.provider.postgresql.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whom commits wait for: the value of `synchronous_standby_names`, as a value.
///
/// Muster is *added* to what a cluster already waits for, and only where each of the names must
/// answer. There is no way to say "one of these two, and Muster": in `ANY 1 (a, b)` or `FIRST 1 (a,
/// b)`, a further name would either stand in for a standby or not be waited for.
///
/// @param method how the names are chosen from; without a difference where all must answer
/// @param count how many must answer
/// @param names in order, as written; `*` is any standby
record SynchronousNames(Method method, int count, List<String> names) {
    static final SynchronousNames NONE = new SynchronousNames(Method.FIRST, 0, List.of());

    enum Method {
        FIRST,
        ANY
    }

    SynchronousNames {
        names = List.copyOf(names);
    }

    /// Reads the setting. Empty if it is none that PostgreSQL would take.
    static Optional<SynchronousNames> parse(String text) {
        return new SynchronousNamesReader(text).read();
    }

    /// Whether no commit is acknowledged without an answer of that name.
    boolean isRequired(String name) {
        return contains(name) && allRequired();
    }

    private boolean allRequired() {
        return !names.contains("*") && count >= names.size();
    }

    boolean contains(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    /// The same, with one more that must answer; empty where that cannot be said.
    Optional<SynchronousNames> with(String name) {
        if (isRequired(name)) {
            return Optional.of(this);
        }
        if (contains(name) || !allRequired()) {
            return Optional.empty();
        }
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return Optional.of(new SynchronousNames(method, count + 1, more));
    }

    /// The same without that name; the others stay as required as they were.
    SynchronousNames without(String name) {
        List<String> rest = names.stream().filter(other -> !other.equalsIgnoreCase(name)).toList();
        if (rest.isEmpty()) {
            return NONE;
        }
        return new SynchronousNames(method, Math.min(count, rest.size()), rest);
    }

    /// As it is written into the setting.
    @Override
    public String toString() {
        if (names.isEmpty()) {
            return "";
        }
        String list =
                names.stream().map(SynchronousNames::quoted).collect(Collectors.joining(", "));
        return names.size() == 1 && count == 1 ? list : method + " " + count + " (" + list + ")";
    }

    private static String quoted(String name) {
        boolean plain = name.equals("*") || name.matches("[a-z_][a-z0-9_]*");
        boolean keyword = List.of("any", "first").contains(name.toLowerCase(Locale.ROOT));
        return plain && !keyword ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}

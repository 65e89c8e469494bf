package dev.muster.strategy.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the known name that somebody meant.
///
/// The work is bounded over the life of one object: a text full of unknown names costs no more than
/// a fixed number of comparisons, and the rest go without a suggestion.
public final class Nearest {
    private static final int LONGEST = 64;

    private int comparisons = 200_000;

    /// `; did you mean 'x'?` in the form of a hint, else what is known, if that is short.
    public String hint(String written, Collection<String> known) {
        return to(written, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> list(known));
    }

    /// The nearest name, if one is near enough to be meant.
    public Optional<String> to(String written, Collection<String> known) {
        String word = simple(written);
        int best = Math.max(1, word.length() / 3) + 1;
        Optional<String> nearest = Optional.empty();
        for (String name : known) {
            if (comparisons == 0 || word.length() > LONGEST) {
                return nearest;
            }
            comparisons--;
            int distance = distance(word, simple(name), best);
            if (distance < best) {
                best = distance;
                nearest = Optional.of(name);
            }
        }
        return nearest;
    }

    private static String list(Collection<String> known) {
        if (known.isEmpty()) {
            return "none is defined";
        }
        String names = String.join(", ", known.stream().sorted().limit(12).toList());
        return "known: " + (known.size() > 12 ? names + ", ..." : names);
    }

    /// `dependsOn`, `depends_on` and `depends-on` are one word.
    private static String simple(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum}]", "");
    }

    /// Edits between two words, a swap of neighbours being one; `limit` where it would be that or
    /// more.
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.min(limit, last[b.length()]);
    }
}

package dev.muster.strategy.text;

import dev.muster.model.ErrorCode;
import java.util.Comparator;

/// One reason why a text is no strategy.
///
/// @param code what `muster explain` looks up
/// @param place of the very key or value
/// @param message what is so; never the value of a secret
/// @param hint what to type; empty where the message says it all
public record Problem(ErrorCode code, Place place, String message, String hint)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::place)
                    .thenComparing(problem -> problem.code().id())
                    .thenComparing(Problem::message);

    /// A text for a message: not too long, and without the password of a URL.
    public static String brief(String raw) {
        String text = raw.replaceAll("://[^/@]*@", "://***@");
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /// One line: `muster.yaml:3:5: MUS-1006 unknown key 'teir'; did you mean 'tier'?`
    @Override
    public String toString() {
        String line = place + ": " + code.id() + " " + message;
        return hint.isEmpty() ? line : line + "; " + hint;
    }
}

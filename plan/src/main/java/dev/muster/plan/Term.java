package dev.muster.plan;

import java.time.Duration;

/// One part of a sum, so that a number can be followed back to where it comes from.
///
/// @param name what takes the time
/// @param duration how long
/// @param reason where that is known from: a key of the strategy, a measurement, an assumption
public record Term(String name, Duration duration, String reason) {
    static Duration sum(Iterable<Term> terms) {
        Duration sum = Duration.ZERO;
        for (Term term : terms) {
            sum = sum.plus(term.duration());
        }
        return sum;
    }
}

package dev.muster.check.baseline;

import dev.muster.strategy.text.Place;
import java.time.LocalDate;

/// One finding that is accepted.
///
/// @param code such as `MUS-1303`
/// @param at the keys to its place, joined by dots: `scenarios.flood`
/// @param owner the contact who answers for it
/// @param until the last day, in UTC
/// @param because why it is accepted
/// @param place of the entry in the baseline
public record Known(
        String code, String at, String owner, LocalDate until, String because, Place place) {
    /// As a person says it.
    public String words() {
        return "accepted by " + owner + " until " + until + ": " + because;
    }
}

package dev.muster.notices;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Locale;

/// What somebody is told: one alert, at one turn of its life.
///
/// @param id the same for all that is told of one alert, also when it is told twice
/// @param strategy whose it is
/// @param kind as in the strategy, such as `backup-missed`
/// @param subject what it is about, such as a component
/// @param since when it began
/// @param at when this was said
/// @param what in words, for a person
@JsonPropertyOrder({"schema", "id", "state"})
public record Notice(
        String id,
        State state,
        String strategy,
        String kind,
        String subject,
        Instant since,
        Instant at,
        String what) {
    /// The turns of an alert.
    public enum State {
        /// It began.
        OPEN,
        /// Nobody ended it in the time that the strategy gives; the next contact is told.
        ESCALATED,
        /// It ended.
        RESOLVED,
        /// Nothing is wrong; somebody wants to know whether telling works.
        TEST
    }

    @JsonProperty
    String schema() {
        return "muster.alert/1";
    }

    /// A line that says it all; without control characters, because it heads mails.
    @JsonProperty("text")
    public String line() {
        String head =
                "["
                        + strategy
                        + "] "
                        + (state == State.OPEN ? "" : state.name().toLowerCase(Locale.ROOT) + ": ")
                        + kind
                        + (subject.isEmpty() ? "" : " " + subject);
        return oneLine(what.isEmpty() ? head : head + ": " + what);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}

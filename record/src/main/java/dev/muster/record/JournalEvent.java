package dev.muster.record;

import java.time.Instant;

/// An event with its place in the run.
///
/// @param number 1 for the first of a run, each one more
/// @param at when the controller took note of it
public record JournalEvent(long number, Instant at, Actor actor, Event event) {
    public JournalEvent {
        if (number < 1) {
            throw new IllegalArgumentException("an event number is 1 or more, not " + number);
        }
    }
}

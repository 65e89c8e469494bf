package dev.muster.drill.client;

import java.time.Instant;

/// One answer that the outside client got, or the lack of one.
///
/// @param what was asked for
/// @param askedAt when the question left
/// @param answeredAt when the answer was there, or when it was given up
/// @param good whether it was what a user needs
/// @param detail the status, or what went wrong, in one word
public record Answer(
        Question what, Instant askedAt, Instant answeredAt, boolean good, String detail) {
    public Answer {
        if (answeredAt.isBefore(askedAt)) {
            throw new IllegalArgumentException(
                    "answered at " + answeredAt + " before it was asked at " + askedAt);
        }
        if (!detail.matches("\\S+")) {
            throw new IllegalArgumentException("not one word: '" + detail + "'");
        }
    }

    /// The kinds of question, each a part of what users need.
    public enum Question {
        /// Does it serve? Asked all along, whatever became of the question before.
        PROBE,
        /// Take this order.
        ORDER
    }
}

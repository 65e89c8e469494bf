package dev.muster.documents.report;

import dev.muster.documents.page.Text;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Predecessor;
import java.util.Locale;
import java.util.Optional;

/// Events in words.
final class Events {
    private Events() {}

    static Text words(Event event) {
        return switch (event) {
            case Event.Started started ->
                    Text.code(started.step().value()).and(" begins" + attempt(started.attempt()));
            case Event.Done done -> Text.code(done.step().value()).and(" is done");
            case Event.Failed failed ->
                    Text.code(failed.step().value())
                            .and(" failed" + attempt(failed.attempt()) + ": ")
                            .and(failed.failure().message() + " (" + failed.failure().code() + ")");
            case Event.Lost lost ->
                    Text.code(lost.step().value())
                            .and(" ended unknown" + attempt(lost.attempt()) + ": " + lost.reason());
            case Event.TimerFired timer ->
                    Text.code(timer.timer().step().value())
                            .and(
                                    switch (timer.timer().purpose()) {
                                        case RETRY -> " is tried again";
                                        case TIMEOUT -> " took too long and is cancelled";
                                        case GRACE -> " did not end when cancelled";
                                        case EXPIRY -> " was not signed in time, and is asked anew";
                                    });
            case Event.Answered answered ->
                    Text.of("a person says of ")
                            .andCode(answered.step().value())
                            .and(": " + answered.answer().name().toLowerCase(Locale.ROOT))
                            .and(answered.note().isEmpty() ? "" : " (" + answered.note() + ")");
            case Event.PauseAsked pause -> Text.of("pause: " + pause.reason());
            case Event.ResumeAsked resume -> Text.of("resume: " + resume.reason());
            case Event.AbortAsked abort -> Text.of("abort: " + abort.reason());
            case Event.Ordered it ->
                    Text.of("a person's order: ")
                            .andCode(it.order().words())
                            .and(it.reason().isBlank() ? "" : ", because: " + it.reason());
            case Event.TookOver took -> took(took);
        };
    }

    private static Text took(Event.TookOver took) {
        return Text.of(
                "a controller takes over with epoch "
                        + took.epoch()
                        + switch (took.predecessor()) {
                            case NONE -> ", the first";
                            case ENDED -> "; the one before has ended";
                            case UNKNOWN -> "; nobody knows whether the one before is still there";
                            case TAKING_BACK ->
                                    "; the one before had begun to take the run back, and may"
                                            + " still be there";
                        });
    }

    private static String attempt(int number) {
        return number == 1 ? "" : ", attempt " + number;
    }

    /// Says what did not go by the plan; empty where an event is as it should be.
    static Optional<Text> deviation(JournalEvent event) {
        return switch (event.event()) {
            case Event.Failed _,
                    Event.Lost _,
                    Event.Answered _,
                    Event.PauseAsked _,
                    Event.ResumeAsked _,
                    Event.AbortAsked _,
                    Event.Ordered _,
                    Event.TimerFired _ ->
                    Optional.of(words(event.event()));
            case Event.TookOver took ->
                    took.predecessor() == Predecessor.NONE
                            ? Optional.empty()
                            : Optional.of(words(took));
            case Event.Started _, Event.Done _ -> Optional.empty();
        };
    }
}

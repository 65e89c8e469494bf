package dev.muster.documents.report;

import dev.muster.documents.PhaseStory;
import dev.muster.documents.Words;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.model.Durations;
import dev.muster.record.EndState;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.ObjectiveResult.Verdict;
import dev.muster.record.RunRecord;
import java.util.List;

/// The verdicts of a run, in words.
final class Outcomes {
    static final Text NOT_MEASURED = Text.of(new Inline.Badge(Tone.WARNING, "not measured"));

    private Outcomes() {}

    static Inline.Badge badge(Verdict verdict) {
        return switch (verdict) {
            case MET -> new Inline.Badge(Tone.GOOD, "met");
            case MISSED -> new Inline.Badge(Tone.DANGER, "missed");
            case NOT_MEASURED -> new Inline.Badge(Tone.WARNING, "not measured");
        };
    }

    static Inline.Badge badge(EndState end) {
        return switch (end) {
            case SUCCEEDED -> new Inline.Badge(Tone.GOOD, "every step done");
            case INCOMPLETE -> new Inline.Badge(Tone.DANGER, "steps were skipped");
            case FAILED -> new Inline.Badge(Tone.DANGER, "failed");
            case ABORTED -> new Inline.Badge(Tone.DANGER, "aborted");
            case OPEN -> new Inline.Badge(Tone.WARNING, "still open");
        };
    }

    static Tone tone(RunRecord record) {
        if (count(record, Verdict.MISSED) > 0 || record.end() != EndState.SUCCEEDED) {
            return Tone.DANGER;
        }
        return count(record, Verdict.NOT_MEASURED) > 0 || record.objectives().isEmpty()
                ? Tone.WARNING
                : Tone.GOOD;
    }

    /// One sentence that is never greener than the worst of it.
    static String sentence(RunRecord record) {
        long missed = count(record, Verdict.MISSED);
        long open = count(record, Verdict.NOT_MEASURED);
        long met = count(record, Verdict.MET);
        if (record.objectives().isEmpty()) {
            return "No objective was measured.";
        }
        StringBuilder out = new StringBuilder();
        if (missed > 0) {
            out.append(PhaseStory.counted(missed, "objective")).append(" missed");
        } else {
            out.append(
                    open > 0
                            ? PhaseStory.counted(met, "objective") + " met"
                            : "Every objective was met");
        }
        if (missed > 0 && met > 0) {
            out.append(", ").append(met).append(" met");
        }
        if (open > 0) {
            out.append(", ").append(open).append(" not measured");
        }
        return out.append('.').toString();
    }

    private static long count(RunRecord record, Verdict verdict) {
        return record.objectives().stream().filter(one -> one.verdict() == verdict).count();
    }

    static List<ObjectiveResult> missed(RunRecord record) {
        return record.objectives().stream().filter(one -> one.verdict() == Verdict.MISSED).toList();
    }

    static Text measured(ObjectiveResult result) {
        return result.measured()
                .map(value -> Text.strong(Durations.text(value)))
                .orElse(NOT_MEASURED);
    }

    static String predicted(ObjectiveResult result) {
        return result.predicted().map(Durations::text).orElse("not known");
    }

    static String objective(ObjectiveResult result) {
        return Words.objective(result.objective());
    }
}

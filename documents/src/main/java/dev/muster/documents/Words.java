package dev.muster.documents;

import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Phase;
import dev.muster.model.Durations;
import dev.muster.model.Names;
import dev.muster.model.RestoreTarget;
import dev.muster.record.ObjectiveResult.Objective;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The words that all documents use for the same things.
public final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /// What an action does, as the title of a step.
    public static Text title(Action action) {
        Text component = Text.code(action.component().value());
        String in = " in " + action.region();
        return switch (action) {
            case Action.Fence _ -> Text.of("Fence ").and(component).and(in);
            case Action.Restore restore ->
                    Text.of("Restore ").and(component).and(in + ", ").and(target(restore.target()));
            case Action.Promote _ -> Text.of("Promote the standby of ").and(component).and(in);
            case Action.Start _ -> Text.of("Start ").and(component).and(in);
            case Action.Verify _ -> Text.of("Verify ").and(component).and(in);
            case Action.Deploy _ -> Text.of("Deploy ").and(component).and(in);
            case Action.Route _ -> Text.of("Route ").and(component).and(" to " + action.region());
            case Action.Confirm _ ->
                    Text.of("Confirm ").and(component).and(" as a client, " + action.region());
            case Action.Approve approve ->
                    Text.of("Approve: " + approve.approval().words() + ", before ").and(component);
            case Action.Perform _ -> Text.of("By hand: ").and(component).and(in);
        };
    }

    /// Up to which moment data is brought back.
    public static String target(RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.Latest _ -> "to the latest captured moment";
            case RestoreTarget.AtTime at -> "to " + moment(at.time());
            case RestoreTarget.AtPosition at ->
                    "to log position "
                            + at.position().line()
                            + " "
                            + Long.toUnsignedString(at.position().offset());
            case RestoreTarget.AtTransaction at -> "to transaction " + at.id();
            case RestoreTarget.AtName at -> "to the restore point " + at.name();
        };
    }

    /// How long, how that is known, and from what.
    public static Text estimate(Estimate estimate) {
        Inline.Badge basis = basis(estimate);
        String reason = estimate.reason();
        String rest =
                reason.startsWith(basis.text())
                        ? reason.substring(basis.text().length())
                        : " " + reason;
        return Text.of(Durations.text(estimate.duration()) + " ").and(basis).and(rest);
    }

    public static Inline.Badge basis(Estimate estimate) {
        return switch (estimate.basis()) {
            case MEASURED -> new Inline.Badge(Tone.GOOD, "measured");
            case ESTIMATED -> new Inline.Badge(Tone.PLAIN, "estimated");
        };
    }

    /// An objective as people ask for it.
    public static String objective(Objective objective) {
        return switch (objective) {
            case RPO -> "loss (RPO)";
            case RTO -> "down (RTO)";
        };
    }

    public static String phase(Phase phase) {
        return Names.word(phase);
    }

    /// How bad a finding is.
    public static Inline.Badge severity(Finding finding) {
        String word = Names.word(finding.severity());
        return switch (finding.severity()) {
            case ERROR -> new Inline.Badge(Tone.DANGER, word);
            case WARNING -> new Inline.Badge(Tone.WARNING, word);
            case HINT -> new Inline.Badge(Tone.PLAIN, word);
        };
    }

    /// What a phase is, for those who do not know.
    public static String meaning(Phase phase) {
        return switch (phase) {
            case DETECT -> "last good answer until the trigger fired";
            case DECIDE -> "until the run began: plan and approval";
            case FENCE -> "the old side takes no more writes";
            case RESTORE -> "data is brought back";
            case START -> "stores and programs start";
            case VERIFY -> "data is proved whole";
            case ROUTE -> "clients are sent over";
            case ANSWER -> "until the first good answer outside";
        };
    }

    public static String moment(Instant time) {
        return MOMENT.format(time);
    }

    /// The time of day alone, in UTC.
    public static String timeOfDay(Instant time) {
        return TIME.format(time);
    }

    /// A remark of a kind as a sentence of its own.
    public static Text sentence(String remark) {
        String end =
                remark.isEmpty() || ".!?".indexOf(remark.charAt(remark.length() - 1)) >= 0
                        ? ""
                        : ".";
        return Text.prose(capital(remark) + end);
    }

    /// The text with its first letter as a capital.
    public static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

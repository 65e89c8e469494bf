package dev.muster.documents;

import dev.muster.kind.Action;
import dev.muster.kind.Phase;
import dev.muster.model.RecoveryPoint;
import dev.muster.plan.Step;
import dev.muster.record.Check;
import dev.muster.record.Details;
import dev.muster.record.Measurement.Outage;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tells in one line each what happened in the phases of a run, from its receipts alone.
public final class PhaseStory {
    private final RunRecord record;

    public PhaseStory(RunRecord record) {
        this.record = record;
    }

    public String line(Phase phase) {
        return switch (phase) {
            case DETECT -> record.start().trigger().reason();
            case DECIDE ->
                    "plan of "
                            + counted(record.start().plan().steps().size(), "step")
                            + ", started by "
                            + record.start().trigger().actor();
            case ANSWER ->
                    record.measurements().stream().anyMatch(Outage.class::isInstance)
                            ? "first good answer to the client outside"
                            : "asked as a client until the first good answer";
            case FENCE -> joined(phase, this::fence);
            case RESTORE -> joined(phase, this::restore);
            case START -> joined(phase, this::start);
            case VERIFY -> joined(phase, this::verify);
            case ROUTE -> joined(phase, this::route);
        };
    }

    /// Says what one step found out.
    private interface Telling {
        String of(Step step, Details details);
    }

    private String joined(Phase phase, Telling telling) {
        List<String> lines = new ArrayList<>();
        for (Step step : record.start().plan().steps()) {
            if (step.action().phase() == phase) {
                lines.add(
                        record.receipt(step.id())
                                .map(Receipt::details)
                                .map(details -> telling.of(step, details))
                                .orElse(step.action().component() + " not done"));
            }
        }
        return lines.isEmpty() ? Words.meaning(phase) : String.join("; ", lines);
    }

    private String fence(Step step, Details details) {
        String old = "old " + step.action().component();
        return details.fence()
                .map(grade ->
                        old
                                + switch (grade) {
                                    case PROVED -> " takes no more writes (proved)";
                                    case LEASED -> " has stopped itself (leased)";
                                    case ASSUMED -> " may still take writes (assumed)";
                                })
                .orElse(old + " fenced, nobody knows how surely");
    }

    private String restore(Step step, Details details) {
        return step.action().component()
                + details.point().map(RecoveryPoint::logical).map(size -> " " + size).orElse("")
                + details.reached().map(moment -> " to " + moment).orElse("");
    }

    private String start(Step step, Details details) {
        return step.action().component()
                + details.address()
                        .map(address -> " at " + address)
                        .orElse(" in " + step.action().region());
    }

    private String verify(Step step, Details details) {
        List<Check> checks = details.checks();
        long passed = checks.stream().filter(Check::passed).count();
        if (checks.isEmpty()) {
            return step.action().component() + " without a check";
        }
        return step.action().component()
                + (passed == checks.size()
                        ? " " + counted(checks.size(), "check") + " passed"
                        : " " + passed + " of " + counted(checks.size(), "check") + " passed");
    }

    private String route(Step step, Details details) {
        return step.action().component() + " to " + step.action().region();
    }

    /// The grades of all fences, worst last, as one word each.
    public String fences() {
        return record.receipts().stream()
                .flatMap(receipt -> receipt.details().fence().stream())
                .map(grade -> grade.name().toLowerCase(Locale.ROOT))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// Whether any step of the run is a fence.
    public boolean hasFence() {
        return record.start().plan().steps().stream()
                .anyMatch(step -> step.action() instanceof Action.Fence);
    }

    public static String counted(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }
}

package dev.muster.documents.terminal;

import dev.muster.documents.Downtime;
import dev.muster.documents.PhaseStory;
import dev.muster.documents.Planned;
import dev.muster.documents.Words;
import dev.muster.model.Durations;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.ObjectiveResult.Verdict;
import dev.muster.record.PhaseTime;
import dev.muster.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The phases of a run and what became of its objectives.
///
/// Lines have no line break at their end. What comes from outside is made legible, so that no name
/// can steer the terminal.
public final class Summary {
    private static final int BAR = 20;
    private static final int LEAST_WIDTH = 60;

    private final RunRecord record;
    private final Planned planned;
    private final int width;
    private final boolean colour;

    /// @param width of the terminal, in characters
    public Summary(RunRecord record, Planned planned, int width, boolean colour) {
        this.record = record;
        this.planned = planned;
        this.width = Math.max(LEAST_WIDTH, width);
        this.colour = colour;
    }

    /// Everything: phases, an empty line, objectives.
    public String text() {
        List<String> lines = new ArrayList<>(phases());
        lines.add("");
        lines.addAll(objectives());
        return String.join("\n", lines) + "\n";
    }

    /// One line a phase, with a bar in proportion to its time.
    public List<String> phases() {
        Downtime downtime = Downtime.of(record, planned);
        PhaseStory story = new PhaseStory(record);
        Columns columns = new Columns(width - 2, 1);
        for (PhaseTime time : downtime.phases()) {
            columns.add(
                    Words.phase(time.phase()),
                    story.line(time.phase()),
                    "\t" + seconds(time),
                    bar(downtime.share(time)));
        }
        columns.add(
                "together",
                downtime.outage()
                        .map(outage -> "as the client of " + outage.component() + " saw it")
                        .orElse("as Muster saw it; not measured from outside"),
                "\t" + Durations.text(downtime.total()),
                "");
        return columns.lines().stream().map(line -> "  " + line).toList();
    }

    private static String seconds(PhaseTime time) {
        double exact = time.duration().toMillis() / 1000.0;
        return exact < 60
                ? String.format(Locale.ROOT, "%.1f s", exact)
                : Durations.text(time.duration());
    }

    private static String bar(double share) {
        return "#".repeat((int) Math.round(share * BAR));
    }

    /// One line an objective, under a line of titles.
    public List<String> objectives() {
        Columns columns = new Columns(width, 4);
        columns.add("component", "objective", "asked", "predicted", "measured", "");
        for (ObjectiveResult result : record.objectives()) {
            columns.add(
                    result.component().value(),
                    Words.objective(result.objective()),
                    Durations.text(result.asked()),
                    result.predicted().map(Durations::text).orElse("not known"),
                    measured(result),
                    word(result.verdict()));
        }
        List<String> lines = columns.lines();
        List<String> painted = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            painted.add(
                    at == 0
                            ? lines.get(at)
                            : painted(lines.get(at), record.objectives().get(at - 1).verdict()));
        }
        return painted;
    }

    private static String measured(ObjectiveResult result) {
        String basis = result.basis().isEmpty() ? "" : " (" + result.basis() + ")";
        return result.measured().map(value -> Durations.text(value) + basis).orElse("–");
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case MISSED -> "MISSED";
            case NOT_MEASURED -> "not measured";
        };
    }

    /// The verdict at the line's end in its colour.
    private String painted(String line, Verdict verdict) {
        String word = word(verdict);
        if (!colour || !line.endsWith(word)) {
            return line;
        }
        String code =
                switch (verdict) {
                    case MET -> "32";
                    case MISSED -> "1;31";
                    case NOT_MEASURED -> "33";
                };
        return line.substring(0, line.length() - word.length())
                + "\u001b["
                + code
                + "m"
                + word
                + "\u001b[0m";
    }

    /// Whether every objective was measured and met, which decides the exit status.
    public boolean isMet() {
        return record.objectives().stream().allMatch(one -> one.verdict() == Verdict.MET);
    }
}

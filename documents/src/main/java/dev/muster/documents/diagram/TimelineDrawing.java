package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Timeline.Row;
import dev.muster.documents.diagram.Timeline.Span;
import dev.muster.documents.markup.Node;
import dev.muster.documents.markup.Node.Element;
import dev.muster.documents.page.Anchor;
import dev.muster.documents.page.Drawing;
import dev.muster.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws a timeline as bars over a common axis.
final class TimelineDrawing {
    private static final double LEFT = 226;
    private static final double CHART = 520;
    private static final double RIGHT = 96;
    private static final double TOP = 30;
    private static final double BAR = 10;
    private static final double SIZE = 12.5;

    /// Distances between marks of the axis that people read without counting, in milliseconds.
    private static final List<Long> STEPS =
            List.of(
                    1L,
                    2L,
                    5L,
                    10L,
                    20L,
                    50L,
                    100L,
                    200L,
                    500L,
                    1_000L,
                    2_000L,
                    5_000L,
                    10_000L,
                    15_000L,
                    30_000L,
                    60_000L,
                    120_000L,
                    300_000L,
                    600_000L,
                    900_000L,
                    1_800_000L,
                    3_600_000L,
                    7_200_000L,
                    14_400_000L,
                    28_800_000L,
                    86_400_000L);

    private final Timeline timeline;
    private final double rowHeight;
    private final double bottom;
    private final double scale;
    private final List<Node> out = new ArrayList<>();

    private TimelineDrawing(Timeline timeline) {
        this.timeline = timeline;
        this.rowHeight = timeline.measured() ? 36 : 28;
        this.bottom = TOP + timeline.rows().size() * rowHeight;
        this.scale = CHART / Math.max(1, timeline.end().toNanos());
    }

    static Drawing of(Anchor name, String title, String source, Timeline timeline) {
        return new TimelineDrawing(timeline).draw(name, title, source);
    }

    private Drawing draw(Anchor name, String title, String source) {
        axis();
        double y = TOP;
        for (Row row : timeline.rows()) {
            row(row, y);
            y += rowHeight;
        }
        timeline.limits().forEach(this::limit);
        legend(bottom + 36);
        return Drawings.drawing(
                name,
                title,
                timeline.description(),
                source,
                LEFT + CHART + RIGHT,
                bottom + 46,
                out);
    }

    private double x(Duration time) {
        return LEFT + time.toNanos() * scale;
    }

    private void axis() {
        long end = Math.max(1, timeline.end().toMillis());
        long step = STEPS.stream().filter(one -> end / one <= 8).findFirst().orElse(end / 8 + 1);
        for (long at = 0; at <= end; at += step) {
            double x = x(Duration.ofMillis(at));
            out.add(Drawings.line(x, TOP - 6, x, bottom, "grid"));
            out.add(
                    Drawings.text(x, TOP - 12, 11, "soft", Durations.text(Duration.ofMillis(at)))
                            .with("text-anchor", at == 0 ? "start" : "middle"));
        }
    }

    /// A line where it lies within the chart; one far beyond says enough by not being there.
    private void limit(Duration asked) {
        if (asked.compareTo(timeline.end()) <= 0) {
            double x = x(asked);
            out.add(Drawings.line(x, TOP - 4, x, bottom + 4, "limit"));
            out.add(
                    Drawings.text(
                                    x,
                                    bottom + 15,
                                    11,
                                    "limit-text halo",
                                    "RTO " + Durations.text(asked))
                            .with("text-anchor", "middle"));
        }
    }

    private void row(Row row, double y) {
        double middle = y + rowHeight / 2;
        String look = row.critical() ? "name" : "note";
        int most = (int) ((LEFT - 14) / (SIZE * 0.56));
        out.add(Drawings.text(2, middle + 4, SIZE, look, Lettering.cut(row.label(), most)));
        double top = timeline.measured() ? middle - BAR - 1 : middle - BAR / 2 - 1;
        row.predicted().ifPresent(span -> bar(span, top, predictedLook(row)));
        row.measured().ifPresent(span -> measured(row, span, middle + 1));
        if (row.slack().isPositive() && row.predicted().isPresent()) {
            Duration until = row.predicted().get().end().plus(row.slack());
            out.add(
                    Drawings.line(
                            x(row.predicted().get().end()), middle, x(until), middle, "wait"));
        }
        label(row, middle);
    }

    private static String predictedLook(Row row) {
        return row.critical() ? "predicted critical" : "predicted";
    }

    /// What went over the prediction is a part of its own, so that grey paper shows it too.
    private void measured(Row row, Span span, double y) {
        Duration kept =
                row.predicted()
                        .map(Span::duration)
                        .filter(predicted -> predicted.compareTo(span.duration()) < 0)
                        .orElse(span.duration());
        Duration until = span.start().plus(kept);
        bar(new Span(span.start(), until), y, "measured");
        if (until.compareTo(span.end()) < 0) {
            bar(new Span(until, span.end()), y, "measured over");
        }
    }

    private void bar(Span span, double y, String look) {
        double width = Math.max(2, x(span.end()) - x(span.start()));
        out.add(Drawings.box(x(span.start()), y, width, BAR, 2, look));
    }

    private void label(Row row, double middle) {
        Optional<Span> told = timeline.measured() ? row.measured() : row.predicted();
        String words = told.map(span -> Durations.text(span.duration())).orElse("not measured");
        Duration from = Duration.ZERO;
        Duration until = Duration.ZERO;
        for (Span span : spans(row)) {
            from = until.isZero() || span.start().compareTo(from) < 0 ? span.start() : from;
            until = span.end().compareTo(until) > 0 ? span.end() : until;
        }
        until = until.plus(row.slack());
        boolean fits = x(until) + 8 + Lettering.width(words, 11) < LEFT + CHART + RIGHT - 2;
        double y = timeline.measured() ? middle + 10 : middle + 4;
        out.add(
                Drawings.text(fits ? x(until) + 8 : x(from) - 8, y, 11, "soft halo", words)
                        .with("text-anchor", fits ? "start" : "end"));
    }

    private static List<Span> spans(Row row) {
        List<Span> spans = new ArrayList<>();
        row.predicted().ifPresent(spans::add);
        row.measured().ifPresent(spans::add);
        return spans;
    }

    private void legend(double y) {
        double x = legend(LEFT, y, "predicted critical", "predicted, critical path");
        if (timeline.measured()) {
            x = legend(x, y, "predicted", "predicted");
            x = legend(x, y, "measured", "measured");
            legend(x, y, "measured over", "longer than predicted");
        } else {
            x = legend(x, y, "predicted", "beside it");
            out.add(Drawings.line(x, y - 4, x + 24, y - 4, "wait"));
            out.add(Drawings.text(x + 31, y, 11, "soft", "may take so much longer"));
        }
    }

    private double legend(double x, double y, String look, String words) {
        Element sample = Drawings.box(x, y - 9, 24, BAR, 2, look);
        out.add(sample);
        out.add(Drawings.text(x + 31, y, 11, "soft", words));
        return x + 31 + Lettering.width(words, 11) + 20;
    }
}

package dev.muster.provider.postgresql.export;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.postgresql.export.ReplayPlan.Stretch;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.History;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.log.Segments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Decides whether a target can be reached from a base backup with what was captured, and by which
/// log. Pure.
public final class ReplayPlanner {
    /// The line that a user means who types a position alone.
    static final String NEWEST = "newest";

    private final RecoveryPoint base;
    private final Captured captured;
    private final Segments segments;
    private final Line root;
    private final long consistent;
    private final Duration ahead;

    public ReplayPlanner(RecoveryPoint base, Captured captured, Segments segments) {
        this(base, captured, segments, Duration.ZERO);
    }

    /// @param ahead how far the source's clock, by which a moment is meant, was ahead of the one by
    ///   which the log arrived; negative where it was behind
    public ReplayPlanner(RecoveryPoint base, Captured captured, Segments segments, Duration ahead) {
        // a clock that was behind may have been set since, and nothing is refused for its sake
        this.ahead = ahead.isNegative() ? Duration.ZERO : ahead;
        this.base = base;
        this.captured = captured;
        this.segments = segments;
        this.root = Line.of(base.from());
        this.consistent = base.consistentFrom().offset();
    }

    /// On the newest line, or on the one that the target names.
    public ReplayPlan plan(RestoreTarget target) {
        return plan(target, Optional.empty());
    }

    /// @param timeline the one to follow, if a user named one
    /// @throws MusterException if the target cannot be reached, with what can
    public ReplayPlan plan(RestoreTarget target, Optional<String> timeline) {
        Line line = timeline.map(this::named).orElseGet(() -> line(target));
        long start = base.from().offset();
        Optional<Range> first = captured.holding(root, segments.start(start));
        boolean reachesConsistency =
                first.filter(range -> !line.equals(root) || range.to().offset() >= consistent)
                        .isPresent();
        if (!reachesConsistency) {
            return alone(target);
        }
        List<Stretch> stretches = forebears(line);
        long from =
                stretches.isEmpty()
                        ? segments.start(start)
                        : segments.start(stretches.getLast().to());
        Range last = captured.holding(line, from).orElseThrow(() -> hole(line, from));
        requireInside(target, line, last);
        stretches.add(new Stretch(line, from, last.to().offset()));
        return new ReplayPlan(line, start, stretches);
    }

    private Line named(String timeline) {
        List<Line> known = captured.lines(root, consistent);
        return known.stream()
                .filter(line -> isNamed(line, timeline))
                .findFirst()
                .orElseThrow(() ->
                        PostgresqlErrors.NO_ANCESTOR.error(
                                subject()
                                        + " does not lead to timeline "
                                        + timeline
                                        + ", but to "
                                        + (known.isEmpty() ? "none" : numbers(known)),
                                points()));
    }

    /// A user types a timeline as PostgreSQL shows it, `3`, or whole.
    public static boolean isNamed(Line line, String timeline) {
        return Integer.toString(line.timeline()).equals(timeline)
                || line.toString().equals(timeline);
    }

    private static String numbers(List<Line> lines) {
        return lines.stream()
                .map(line -> Integer.toString(line.timeline()))
                .collect(Collectors.joining(", "));
    }

    private Line line(RestoreTarget target) {
        if (target instanceof RestoreTarget.AtPosition at && !at.position().line().equals(NEWEST)) {
            LogPosition position = at.position();
            boolean known =
                    Line.matches(position)
                            && Line.of(position).system().equals(root.system())
                            && captured.growsOutOf(Line.of(position), root, consistent);
            if (!known) {
                throw PostgresqlErrors.NO_ANCESTOR.error(
                        subject()
                                + " is on "
                                + root
                                + ", and "
                                + position.line()
                                + " did not grow out of it after "
                                + Lsn.text(consistent),
                        points());
            }
            return Line.of(position);
        }
        return captured.newest(root, consistent).orElse(root);
    }

    /// A backup holds its own log: it can be brought to its own end, and nowhere else. Its end is
    /// the newest only if nothing was captured after it.
    private ReplayPlan alone(RestoreTarget target) {
        boolean goesOn = captured.reachesBeyond(root, consistent);
        boolean ownEnd =
                switch (target) {
                    case RestoreTarget.Latest _ -> !goesOn;
                    case RestoreTarget.AtTime at -> at.time().equals(base.consistentAt());
                    case RestoreTarget.AtPosition at -> at.position().offset() == consistent;
                    case RestoreTarget.AtTransaction _, RestoreTarget.AtName _ -> false;
                };
        if (ownEnd) {
            return new ReplayPlan(root, base.from().offset(), List.of());
        }
        requireNotBefore(target);
        if (goesOn) {
            throw hole(root, consistent);
        }
        throw PostgresqlErrors.AFTER_END.error(
                subject()
                        + " has no captured log after it, and can be brought to "
                        + base.consistentAt()
                        + " only",
                "--to latest");
    }

    /// The stretches of the timelines that the target's grew out of, from the base on.
    private List<Stretch> forebears(Line line) {
        List<Stretch> stretches = new ArrayList<>();
        History history =
                captured.histories()
                        .getOrDefault(line.timeline(), new History(line.timeline(), List.of()));
        long from = segments.start(base.from().offset());
        for (History.Forebear forebear : history.forebears()) {
            if (forebear.timeline() >= root.timeline()) {
                Line older = root.on(forebear.timeline());
                long position = from;
                Range range =
                        captured.holding(older, position).orElseThrow(() -> hole(older, position));
                if (range.to().offset() < forebear.end()) {
                    throw hole(older, range.to().offset());
                }
                stretches.add(new Stretch(older, from, forebear.end()));
                from = segments.start(forebear.end());
            }
        }
        return stretches;
    }

    private void requireInside(RestoreTarget target, Line line, Range last) {
        requireNotBefore(target);
        long end = last.to().offset();
        boolean beyond =
                switch (target) {
                    case RestoreTarget.Latest _ -> captured.goesOnAfter(line, last);
                    case RestoreTarget.AtTime time -> time.time().isAfter(end(last));
                    case RestoreTarget.AtPosition at ->
                            Long.compareUnsigned(at.position().offset(), end) > 0;
                    case RestoreTarget.AtTransaction _, RestoreTarget.AtName _ -> false;
                };
        if (beyond && captured.goesOnAfter(line, last)) {
            throw hole(line, end);
        }
        if (beyond) {
            throw PostgresqlErrors.AFTER_END.error(
                    subject()
                            + ": the log was captured until "
                            + end(last)
                            + ", position "
                            + Lsn.text(end),
                    "--to latest");
        }
    }

    /// The last moment of captured log, by the source's clock.
    private Instant end(Range last) {
        return last.lastArrival().plus(ahead);
    }

    private void requireNotBefore(RestoreTarget target) {
        boolean before =
                switch (target) {
                    case RestoreTarget.AtTime time -> time.time().isBefore(base.consistentAt());
                    case RestoreTarget.AtPosition at ->
                            Long.compareUnsigned(at.position().offset(), consistent) < 0;
                    case RestoreTarget.Latest _,
                            RestoreTarget.AtTransaction _,
                            RestoreTarget.AtName _ ->
                            false;
                };
        if (before) {
            throw PostgresqlErrors.BEFORE_BASE.error(
                    subject()
                            + " can be brought to moments from "
                            + base.consistentAt()
                            + ", position "
                            + Lsn.text(consistent)
                            + ", on",
                    points());
        }
    }

    private MusterException hole(Line line, long position) {
        return PostgresqlErrors.HOLE.error(
                subject()
                        + ": the captured log of timeline "
                        + line.timeline()
                        + " has a hole at "
                        + Lsn.text(position),
                "--to " + Lsn.text(position) + ", or another recovery point: " + points());
    }

    private String subject() {
        return base.component() + ": the base backup " + base.id();
    }

    private String points() {
        return "muster points " + base.component();
    }
}

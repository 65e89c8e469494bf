package dev.muster.vault.keep;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides which points of one source stay, and why.
///
/// Nothing is decided by what time it is: `within` counts back from the newest point, and only
/// days, weeks and so on count in which there is a point. So a source that has stopped keeps what
/// it has. What stays by the stored times stays, and so does what stays in the order in which the
/// points were taken, where none is later than the one after it: so a clock that jumps evicts
/// nothing, and neither does a source that makes numbers or times up. Of each day the *first* point
/// stays, so that nothing that comes later, forged or not, takes the place of what is kept. Points
/// whose time only their source tells never compete with those that a store witnessed. Days are
/// those of UTC, as all schedules of a strategy are.
public final class Keeping {
    private static final Comparator<KeepPoint> OLDEST_FIRST =
            Comparator.comparing(KeepPoint::stored).thenComparing(KeepPoint::place);

    private final Map<String, List<String>> reasons = new LinkedHashMap<>();

    private Keeping() {}

    /// @param points of one source
    /// @param rule empty keeps everything
    /// @return the places that stay, each with the reasons in words
    public static Map<String, List<String>> decide(
            List<KeepPoint> points, Optional<KeepRule> rule) {
        Keeping keeping = new Keeping();
        List<KeepPoint> sorted = points.stream().sorted(OLDEST_FIRST).toList();
        if (sorted.isEmpty()) {
            return keeping.reasons;
        }
        if (rule.isEmpty()) {
            sorted.forEach(point -> keeping.keep(point, "no rule"));
            return keeping.reasons;
        }
        keeping.both(rule.get(), sorted.stream().filter(KeepPoint::witnessed).toList());
        keeping.both(rule.get(), sorted.stream().filter(it -> !it.witnessed()).toList());
        return keeping.reasons;
    }

    private void both(KeepRule rule, List<KeepPoint> oldestFirst) {
        apply(rule, oldestFirst);
        apply(rule, asTaken(oldestFirst));
    }

    /// In the order of their places. A time after that of the next point was a wrong clock's.
    private static List<KeepPoint> asTaken(List<KeepPoint> points) {
        List<KeepPoint> latestFirst =
                points.stream().sorted(Comparator.comparing(KeepPoint::place).reversed()).toList();
        List<KeepPoint> taken = new ArrayList<>();
        Instant next = Instant.MAX;
        for (KeepPoint point : latestFirst) {
            next = point.stored().isBefore(next) ? point.stored() : next;
            taken.add(new KeepPoint(point.place(), next, point.witnessed()));
        }
        return taken.reversed();
    }

    private void keep(KeepPoint point, String reason) {
        List<String> known = reasons.computeIfAbsent(point.place(), place -> new ArrayList<>());
        if (!known.contains(reason)) {
            known.add(reason);
        }
    }

    private void apply(KeepRule rule, List<KeepPoint> points) {
        if (points.isEmpty()) {
            return;
        }
        keep(points.getLast(), "newest");
        Instant newest = points.getLast().stored();
        rule.within()
                .ifPresent(within ->
                        points.stream()
                                .filter(point -> !point.stored().isBefore(newest.minus(within)))
                                .forEach(point -> keep(point, "within")));
        points.stream()
                .skip(Math.max(0, points.size() - rule.last()))
                .forEach(point -> keep(point, "last"));
        periods(points, rule.days(), "day", LocalDate::toString);
        periods(points, rule.weeks(), "week", Keeping::week);
        periods(points, rule.months(), "month", date -> date.toString().substring(0, 7));
        periods(points, rule.years(), "year", date -> date.toString().substring(0, 4));
    }

    private static String week(LocalDate date) {
        int week = date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        return date.get(IsoFields.WEEK_BASED_YEAR) + (week < 10 ? "-w0" : "-w") + week;
    }

    /// The first point of each of the newest periods that have one.
    private void periods(
            List<KeepPoint> points, int count, String unit, Function<LocalDate, String> period) {
        // points come oldest first, and so do their periods
        Map<String, KeepPoint> first = new LinkedHashMap<>();
        for (KeepPoint point : points) {
            LocalDate date = point.stored().atZone(ZoneOffset.UTC).toLocalDate();
            first.putIfAbsent(period.apply(date), point);
        }
        first.values().stream()
                .skip(Math.max(0, first.size() - count))
                .forEach(point -> keep(point, "first of its " + unit));
    }
}

package dev.muster.drill.measure;

import dev.muster.kind.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// An outage divided into phases that add up to exactly what the client saw.
///
/// Every moment of the outage belongs to one phase:
///
/// - until the trigger fired it is `detect`, and from there to the first step `decide`;
/// - while steps run it is the phase of the one that ends last, since that one is waited for;
/// - between steps it is the phase of the next one;
/// - after the last step it is `answer`.
///
/// @param shares one for each phase that took time, in the order in which they began
public record Downtime(List<Share> shares) {
    public Downtime {
        shares = List.copyOf(shares);
    }

    /// @param start when it began first
    /// @param duration in all; a phase may have several stretches, such as the start of a data
    ///   store and, after its verification, that of an application
    public record Share(Phase phase, Instant start, Duration duration) {}

    /// A step as it ran.
    public record Span(Phase phase, Instant start, Instant end) {
        public Span {
            if (end.isBefore(start)) {
                throw new IllegalArgumentException(phase + " ends before it starts");
            }
        }
    }

    public Duration total() {
        return shares.stream().map(Share::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /// @param lastGood the last good answer before the outage
    /// @param firstGood the first good answer after it
    /// @param triggeredAt when the trigger fired; the clocks of client and Muster are taken to
    ///   agree
    /// @param spans the steps of the run
    public static Downtime between(
            Instant lastGood, Instant firstGood, Instant triggeredAt, Collection<Span> spans) {
        TreeSet<Instant> cuts = new TreeSet<>(List.of(lastGood, firstGood, triggeredAt));
        spans.forEach(span -> cuts.addAll(List.of(span.start(), span.end())));
        List<Instant> moments = new ArrayList<>(cuts.subSet(lastGood, true, firstGood, true));
        Map<Phase, Share> shares = new EnumMap<>(Phase.class);
        for (int i = 0; i + 1 < moments.size(); i++) {
            Instant start = moments.get(i);
            Duration duration = Duration.between(start, moments.get(i + 1));
            Phase phase = phase(start, triggeredAt, spans);
            shares.merge(phase, new Share(phase, start, duration), Downtime::together);
        }
        return new Downtime(
                shares.values().stream().sorted(Comparator.comparing(Share::start)).toList());
    }

    private static Share together(Share first, Share second) {
        return new Share(first.phase(), first.start(), first.duration().plus(second.duration()));
    }

    /// The phase of the stretch that begins at a moment; no span begins or ends inside it.
    private static Phase phase(Instant moment, Instant triggeredAt, Collection<Span> spans) {
        if (moment.isBefore(triggeredAt)) {
            return Phase.DETECT;
        }
        Optional<Span> running =
                spans.stream()
                        .filter(span -> !span.start().isAfter(moment) && span.end().isAfter(moment))
                        .max(
                                Comparator.comparing(Span::end)
                                        .thenComparing(Span::phase, Comparator.reverseOrder()));
        if (running.isPresent()) {
            return running.get().phase();
        }
        Optional<Span> next =
                spans.stream()
                        .filter(span -> span.start().isAfter(moment))
                        .min(Comparator.comparing(Span::start).thenComparing(Span::phase));
        boolean begun = spans.stream().anyMatch(span -> !span.start().isAfter(moment));
        if (next.isEmpty()) {
            return begun ? Phase.ANSWER : Phase.DECIDE;
        }
        return begun ? next.get().phase() : Phase.DECIDE;
    }
}

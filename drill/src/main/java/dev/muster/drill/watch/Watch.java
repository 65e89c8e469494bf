package dev.muster.drill.watch;

import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What is known of probes that may trigger a recovery: a value, changed by each sighting.
///
/// It fires when a probe has failed without a break for the hold-down, as seen from enough places,
/// and once only until that probe was good again everywhere. A good answer ends a streak at once.
///
/// @param streaks the unbroken failures by probe and place
/// @param fired the probes that fired and were not good since
public record Watch(HoldDown rule, Map<Eye, Streak> streaks, Map<ProbeId, Boolean> fired) {
    public Watch {
        streaks = Map.copyOf(streaks);
        fired = Map.copyOf(fired);
    }

    public Watch(HoldDown rule) {
        this(rule, Map.of(), Map.of());
    }

    /// One probe, seen from one place.
    public record Eye(ProbeId probe, RegionId place) {}

    /// Failures without a good answer between them.
    ///
    /// @param since when the first of them was asked
    /// @param last when the newest was known
    /// @param failures how many
    public record Streak(Duration since, Duration last, int failures) {
        Duration length() {
            return last.minus(since);
        }
    }

    /// That the hold-down is over.
    ///
    /// @param since when the first failure was asked
    /// @param at when that was certain
    /// @param failures how many there were, from all places
    /// @param places how many saw it
    public record Fired(ProbeId probe, Duration since, Duration at, int failures, int places) {}

    /// What is known after a sighting, and what it brings about.
    public record Seen(Watch watch, Optional<Fired> fired) {}

    public Seen see(Sighting sighting) {
        Eye eye = new Eye(sighting.probe(), sighting.place());
        Map<Eye, Streak> after = new HashMap<>(streaks);
        if (sighting.good()) {
            after.remove(eye);
            return new Seen(new Watch(rule, after, stillFired(after)), Optional.empty());
        }
        after.merge(
                eye,
                new Streak(sighting.asked(), sighting.answered(), 1),
                (streak, one) -> extend(streak, one));
        Optional<Fired> fires = fires(after, sighting);
        Map<ProbeId, Boolean> firedNow = new HashMap<>(fired);
        fires.ifPresent(news -> firedNow.put(news.probe(), true));
        return new Seen(new Watch(rule, after, firedNow), fires);
    }

    private Streak extend(Streak streak, Streak one) {
        boolean silent = one.since().minus(streak.last()).compareTo(rule.longestSilence()) > 0;
        if (silent) {
            return one;
        }
        Duration last = one.last().compareTo(streak.last()) > 0 ? one.last() : streak.last();
        Duration since = one.since().compareTo(streak.since()) < 0 ? one.since() : streak.since();
        return new Streak(since, last, streak.failures() + 1);
    }

    private Map<ProbeId, Boolean> stillFired(Map<Eye, Streak> after) {
        Map<ProbeId, Boolean> still = new HashMap<>(fired);
        still.keySet()
                .removeIf(probe ->
                        after.keySet().stream().noneMatch(eye -> eye.probe().equals(probe)));
        return still;
    }

    private Optional<Fired> fires(Map<Eye, Streak> after, Sighting sighting) {
        if (fired.containsKey(sighting.probe())) {
            return Optional.empty();
        }
        int places = 0;
        int failures = 0;
        Duration since = sighting.answered();
        for (Map.Entry<Eye, Streak> entry : after.entrySet()) {
            Streak streak = entry.getValue();
            boolean fresh =
                    sighting.answered().minus(streak.last()).compareTo(rule.longestSilence()) <= 0;
            if (entry.getKey().probe().equals(sighting.probe())
                    && fresh
                    && streak.length().compareTo(rule.hold()) >= 0) {
                places++;
                failures += streak.failures();
                since = streak.since().compareTo(since) < 0 ? streak.since() : since;
            }
        }
        return places >= rule.agree()
                ? Optional.of(
                        new Fired(sighting.probe(), since, sighting.answered(), failures, places))
                : Optional.empty();
    }
}

package dev.muster.strategy;

import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// A question asked from outside, again and again.
///
/// @param http where; an answer of 200 to 299 is good
/// @param every how often
/// @param timeout when no answer counts as a bad one
/// @param from the regions where it is asked
public record Probe(ProbeId id, URI http, Duration every, Duration timeout, List<RegionId> from) {
    public Probe {
        from = List.copyOf(from);
    }
}

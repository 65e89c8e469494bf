package dev.muster.strategy;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// A question asked from outside, again and again.
///
/// @param from one or more
public record Probe(
        ProbeId id,
        @Doc("Where to ask; an answer with a status from 200 to 299 is good.") URI http,
        @Doc("How often it is asked.") Duration every,
        @Doc("When no answer counts as a bad one.") @Default("2s") Duration timeout,
        @Doc("The regions where it is asked.") List<RegionId> from) {
    public Probe {
        from = List.copyOf(from);
    }
}

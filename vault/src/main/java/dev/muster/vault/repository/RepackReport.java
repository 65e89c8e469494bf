package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.vault.format.SessionId;
import java.util.List;
import java.util.Set;

/// What a repack would do, or did.
///
/// @param problems what was left as it is
/// @param repacks the sessions whose records count now
public record RepackReport(List<Source> sources, List<String> problems, Set<SessionId> repacks) {
    public RepackReport {
        repacks = Set.copyOf(repacks);
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
    }

    /// @param points how many points point elsewhere now; of a plan, all of the source
    /// @param packs how many packs are given up
    /// @param bytes what they hold: read once, and freed by a prune in each copy
    /// @param moved bytes of them that are still needed, and are written again in each copy
    /// @param written bytes of packs and index that were written to each copy, maps included; 0 in
    ///   a plan
    public record Source(
            ComponentId source,
            int points,
            int packs,
            ByteSize bytes,
            ByteSize moved,
            ByteSize written) {
        /// What storage wins in each copy.
        public ByteSize freed() {
            return new ByteSize(
                    Math.max(0, bytes.bytes() - Math.max(moved.bytes(), written.bytes())));
        }
    }
}

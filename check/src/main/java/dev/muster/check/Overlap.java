package dev.muster.check;

import dev.muster.kind.Finding;
import dev.muster.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Some weaknesses are seen from two sides: by their meaning in a scenario here, and by a kind that
/// knows its own keys. Each is told once, by the one that takes it more seriously; else by the
/// kind, which knows what to type.
final class Overlap {
    private static final Set<ErrorCode> TOLD_BY_KINDS_TOO =
            Set.of(CheckErrors.RECEIVER_LOST, CheckErrors.UNSURE_FENCE, CheckErrors.UNKNOWN_THERE);

    private Overlap() {}

    static List<Finding> merge(List<Finding> general, List<Finding> ofKinds) {
        List<Finding> kept = new ArrayList<>();
        List<Finding> keptOfKinds = new ArrayList<>(ofKinds);
        for (Finding finding : general) {
            List<Finding> same =
                    TOLD_BY_KINDS_TOO.contains(finding.code())
                            ? ofKinds.stream()
                                    .filter(it -> it.path().equals(finding.path()))
                                    .toList()
                            : List.of();
            if (same.stream().allMatch(other -> isWorse(finding, other))) {
                kept.add(finding);
                keptOfKinds.removeAll(same);
            }
        }
        return Stream.concat(kept.stream(), keptOfKinds.stream()).toList();
    }

    private static boolean isWorse(Finding one, Finding other) {
        return one.severity().compareTo(other.severity()) < 0;
    }
}

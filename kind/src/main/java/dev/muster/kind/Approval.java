package dev.muster.kind;

import dev.muster.model.ContactId;
import dev.muster.model.ssh.SshKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who has to sign before a run goes on.
///
/// @param by whose signatures count
/// @param of how many different keys must have signed
/// @param within how long a request is valid; then it is made anew, and earlier signatures count no
///   more
/// @param otherwise who is told when a request was not answered in time, and may sign from then on
public record Approval(List<Approver> by, int of, Duration within, Optional<Approver> otherwise) {
    public Approval {
        by = List.copyOf(by);
        if (of < 1) {
            throw new IllegalArgumentException("at least 1 key signs, not " + of);
        }
        if (!within.isPositive()) {
            throw new IllegalArgumentException("a request is valid for some time");
        }
    }

    /// One whose signature counts.
    ///
    /// @param name as people say it
    public record Approver(ContactId contact, String name, List<SshKey> keys) {
        public Approver {
            keys = List.copyOf(keys);
        }

        /// For people: `Ann, Ben`.
        public static String names(List<Approver> approvers) {
            return approvers.stream().map(Approver::name).collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// Whose signatures count.
    ///
    /// @param escalated whether a request was not answered in time before
    public List<Approver> asked(boolean escalated) {
        Set<Approver> asked = new LinkedHashSet<>(by);
        if (escalated) {
            otherwise.ifPresent(asked::add);
        }
        return List.copyOf(asked);
    }

    /// How many different keys could sign.
    public static long keys(List<Approver> approvers) {
        return approvers.stream().flatMap(it -> it.keys().stream()).distinct().count();
    }

    /// For people: `2 of Ann, Ben`.
    public String words() {
        return of + " of " + Approver.names(by);
    }
}

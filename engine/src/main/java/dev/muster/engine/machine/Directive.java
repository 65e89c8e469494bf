package dev.muster.engine.machine;

import dev.muster.record.Actor;
import dev.muster.record.approval.ApprovalRequest;
import dev.muster.record.approval.Signed;
import java.util.List;

/// How an attempt is to begin, given what is known of earlier ones.
public sealed interface Directive {
    /// Nobody has begun the step before.
    record Fresh() implements Directive {}

    /// An earlier attempt may have done it: look first, run it if it is not done.
    record ProbeFirst() implements Directive {}

    /// The attempts are spent: look whether one of them did it after all, and run nothing.
    record ProbeOnly() implements Directive {}

    /// A person saw that it is done: write that down.
    record TakeAsDone(Actor by, String note) implements Directive {}

    /// A person says that the run goes on without it: write that down.
    record Skip(Actor by, String reason) implements Directive {}

    /// Enough people signed: look at their signatures once more, and write that down.
    record Approved(ApprovalRequest request, List<Signed> signed) implements Directive {
        public Approved {
            signed = List.copyOf(signed);
        }
    }

    /// A person says that it must be run, whatever a probe would say.
    record RunAgain() implements Directive {}

    /// Whether an earlier attempt may have had an effect.
    default boolean looksBack() {
        return switch (this) {
            case Fresh _, TakeAsDone _, Skip _, Approved _ -> false;
            case ProbeFirst _, ProbeOnly _, RunAgain _ -> true;
        };
    }

    /// How to begin when an attempt with this directive was lost.
    default Directive afterLoss() {
        return switch (this) {
            case Fresh _, ProbeFirst _, RunAgain _ -> new ProbeFirst();
            case ProbeOnly _, TakeAsDone _, Skip _, Approved _ -> this;
        };
    }
}

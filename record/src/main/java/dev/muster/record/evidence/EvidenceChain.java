package dev.muster.record.evidence;

import dev.muster.model.Digest;
import java.util.List;
import java.util.Optional;

/// Builds and checks a chain of evidence. Each link carries the digest of the one before; the first
/// carries that of the subject, so that a chain cannot stand in for that of another run.
///
/// A chain alone shows a change, a removal and another order. A cut tail, and a chain written anew
/// from some link on, show only against a signed [EvidenceHead]; against one who holds the signing
/// key too, only a head that was kept where he cannot reach it helps.
public final class EvidenceChain {
    private final EvidenceHead head;

    private EvidenceChain(EvidenceHead head) {
        this.head = head;
    }

    /// A chain without links.
    public static EvidenceChain about(String subject) {
        return new EvidenceChain(new EvidenceHead(subject, 0, genesis(subject)));
    }

    /// Goes on after a head that was verified.
    public static EvidenceChain after(EvidenceHead head) {
        return new EvidenceChain(head);
    }

    /// The link that comes next with this content; store its bytes, then go on with [#then].
    public EvidenceLink next(byte[] content) {
        return new EvidenceLink(head.count() + 1, head.last(), content);
    }

    /// The chain with one link more.
    public EvidenceChain then(EvidenceLink link) {
        if (link.number() != head.count() + 1 || !link.previous().equals(head.last())) {
            throw new IllegalArgumentException(
                    link + " does not follow link " + head.count() + " of " + head.subject());
        }
        return new EvidenceChain(new EvidenceHead(head.subject(), link.number(), link.digest()));
    }

    /// What to sign.
    public EvidenceHead head() {
        return head;
    }

    /// Checks stored links, in the order of their names, against a head whose signature was
    /// checked.
    public static Verdict verify(List<byte[]> stored, EvidenceHead signed) {
        EvidenceChain chain = about(signed.subject());
        if (signed.count() == 0 && !signed.equals(chain.head)) {
            return new Verdict.Broken(1, Problem.CHANGED);
        }
        for (int i = 0; i < stored.size(); i++) {
            long position = i + 1L;
            Optional<EvidenceLink> link = EvidenceLink.read(stored.get(i));
            if (link.isEmpty()) {
                return new Verdict.Broken(position, Problem.CHANGED);
            }
            if (link.get().number() != position) {
                return new Verdict.Broken(position, missing(position, stored));
            }
            if (!link.get().previous().equals(chain.head.last())) {
                boolean intact = vouchedFor(link.get(), stored, signed);
                return new Verdict.Broken(
                        intact && i > 0 ? position - 1 : position, Problem.CHANGED);
            }
            chain = chain.then(link.get());
            if (position == signed.count() && !chain.head.equals(signed)) {
                return new Verdict.Broken(position, Problem.CHANGED);
            }
        }
        return chain.head.count() < signed.count()
                ? new Verdict.Broken(chain.head.count() + 1, Problem.CUT)
                : new Verdict.Whole(signed.count(), chain.head.count() - signed.count());
    }

    /// Whether what comes after a link, its successor or the signed head, holds its digest. Where
    /// two neighbours do not fit, this tells which of them was changed.
    private static boolean vouchedFor(EvidenceLink link, List<byte[]> stored, EvidenceHead signed) {
        if (link.number() == signed.count()) {
            return link.digest().equals(signed.last());
        }
        return link.number() < stored.size()
                && EvidenceLink.read(stored.get((int) link.number()))
                        .filter(next -> next.previous().equals(link.digest()))
                        .isPresent();
    }

    private static Problem missing(long position, List<byte[]> stored) {
        boolean elsewhere =
                stored.stream()
                        .map(EvidenceLink::read)
                        .flatMap(Optional::stream)
                        .anyMatch(link -> link.number() == position);
        return elsewhere ? Problem.REORDERED : Problem.REMOVED;
    }

    private static Digest genesis(String subject) {
        return Digest.of("muster-evidence/1 " + subject + "\n");
    }

    static void requireSubject(String subject) {
        if (subject.isEmpty() || subject.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw new IllegalArgumentException("a subject is one word, not '" + subject + "'");
        }
    }

    /// What a check found.
    public sealed interface Verdict {
        /// @param signed links that the signed head covers
        /// @param unsigned links after it, in order but not yet signed
        record Whole(long signed, long unsigned) implements Verdict {}

        /// @param position number of the first link that is not as it was
        record Broken(long position, Problem problem) implements Verdict {}
    }

    /// What was done to a chain.
    public enum Problem {
        CHANGED,
        REMOVED,
        REORDERED,
        /// Links that the signed head counts are missing at the end.
        CUT
    }
}

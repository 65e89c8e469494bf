package dev.muster.record.evidence;

import dev.muster.model.Digest;
import java.nio.charset.StandardCharsets;

/// The end of a chain: what is signed, so that a cut tail and a chain that was written anew are
/// found.
///
/// @param subject what the evidence is about, such as the run's name
/// @param count how many links there are
/// @param last the digest of the last link; of the subject where there is none yet
public record EvidenceHead(String subject, long count, Digest last) {
    public EvidenceHead {
        EvidenceChain.requireSubject(subject);
        if (count < 0) {
            throw new IllegalArgumentException("a chain has 0 links or more, not " + count);
        }
    }

    /// Exactly what a signature is made over.
    public byte[] bytes() {
        return ("muster-evidence-head/1 " + subject + " " + count + " " + last + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}

package dev.muster.vault.repository;

import dev.muster.vault.format.Commit;
import dev.muster.vault.format.CommitVersion;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import java.time.Instant;
import java.util.Optional;

/// A commit whose signatures were verified.
///
/// @param commit as it is to be read: where a maintainer moved its content, with the new places
/// @param hash of the record that the source signed, which its successor names
/// @param signer the source's key
/// @param witnessed for one that was moved: when a store saw the source put its own record
record VerifiedCommit(
        Commit commit,
        CommitVersion version,
        ObjectHash hash,
        KeyId signer,
        Optional<Instant> witnessed) {
    String key() {
        return CommitNames.key(commit.place(), version);
    }

    /// Whether this one stands for the other and may replace it.
    boolean supersedes(VerifiedCommit other) {
        return hash.equals(other.hash)
                && commit.place().equals(other.commit.place())
                && version.compareTo(other.version) > 0;
    }
}

package dev.muster.provider.aws.s3;

import java.util.Optional;

/// Decides what is done with a key.
final class Changes {
    private Changes() {}

    /// Empty if it is as it was.
    static Optional<Change> of(Comparison.Pair pair) {
        if (pair.same() || pair.untouched()) {
            return Optional.empty();
        }
        if (pair.wanted().isEmpty()) {
            return Optional.of(new Change.Hide(pair.key()));
        }
        Entry wanted = pair.wanted().get();
        if (wanted.archived()) {
            return Optional.of(
                    new Change.Archived(wanted.key(), wanted.version(), wanted.storage()));
        }
        return Optional.of(
                new Change.Copy(
                        wanted.key(),
                        wanted.version(),
                        wanted.size(),
                        wanted.etag(),
                        wanted.storage(),
                        wanted.since()));
    }
}

package dev.muster.provider.aws.s3;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks through what a bucket was and what the one to be restored is, key by key.
///
/// Of two buckets, both lists are read side by side: S3 lists keys by their bytes in UTF-8.
final class Comparison {
    private final Aim aim;
    private final KeyStates source;
    private final @Nullable KeyStates destination;
    private @Nullable KeyState nextSource;
    private @Nullable KeyState nextDestination;
    private boolean begun;

    Comparison(Aim aim, Bucket from, Bucket to) {
        this.aim = aim;
        this.source = new KeyStates(from, aim.prefix(), aim.moment());
        this.destination =
                aim.buckets().inPlace() ? null : new KeyStates(to, aim.prefix(), Instant.MAX);
    }

    /// A key of either bucket.
    ///
    /// @param wanted the object that it was
    /// @param found the object that it is in the bucket to be restored
    record Pair(String key, Optional<Entry> wanted, Optional<Entry> found) {
        /// Whether nothing has to be done, as far as a list tells.
        boolean same() {
            if (wanted.isEmpty() || found.isEmpty()) {
                return wanted.isEmpty() && found.isEmpty();
            }
            return wanted.get().size() == found.get().size()
                    && !wanted.get().etag().isEmpty()
                    && wanted.get().etag().equals(found.get().etag());
        }

        /// Whether it is the very same version, not only the same content.
        boolean untouched() {
            return wanted.isPresent() && wanted.equals(found);
        }
    }

    /// How many versions and markers were read so far.
    long entries() {
        return source.entries() + (destination == null ? 0 : destination.entries());
    }

    /// The next key that is asked for; empty after the last.
    Optional<Pair> next() throws InterruptedException {
        while (true) {
            Optional<Pair> pair = any();
            if (pair.isEmpty() || aim.takes(pair.get().key())) {
                return pair;
            }
        }
    }

    private Optional<Pair> any() throws InterruptedException {
        if (destination == null) {
            return source.next().map(key -> new Pair(key.key(), key.objectThen(), key.objectNow()));
        }
        if (!begun) {
            begun = true;
            nextSource = source.next().orElse(null);
            nextDestination = destination.next().orElse(null);
        }
        KeyState left = nextSource;
        KeyState right = nextDestination;
        if (left == null && right == null) {
            return Optional.empty();
        }
        int order = left == null ? 1 : right == null ? -1 : order(left.key(), right.key());
        String key = "";
        Optional<Entry> wanted = Optional.empty();
        Optional<Entry> found = Optional.empty();
        if (left != null && order <= 0) {
            key = left.key();
            wanted = left.objectThen();
            nextSource = source.next().orElse(null);
        }
        if (right != null && order >= 0) {
            key = right.key();
            found = right.objectNow();
            nextDestination = destination.next().orElse(null);
        }
        return Optional.of(new Pair(key, wanted, found));
    }

    static int order(String one, String other) {
        return Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.muster.provider.aws.s3;

import java.util.Optional;

/// One key: what it is now, and what it was at the moment.
///
/// @param now the newest entry
/// @param then the newest at or before the moment; empty if the key was never there until then
record KeyState(String key, Entry now, Optional<Entry> then) {
    /// The object that it is now; empty if it is deleted.
    Optional<Entry> objectNow() {
        return Optional.of(now).filter(entry -> !entry.marker());
    }

    /// The object that it was; empty if there was none.
    Optional<Entry> objectThen() {
        return then.filter(entry -> !entry.marker());
    }
}

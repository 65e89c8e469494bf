package dev.muster.cli.docs;

import java.util.Optional;

/// How a file of the folder is, or what was done to it.
///
/// @param difference where it is stale
record DocumentState(String file, State state, Optional<Difference> difference) {
    DocumentState(String file, State state) {
        this(file, state, Optional.empty());
    }

    /// The words of `muster docs`.
    enum State {
        /// As the strategy gives it.
        CURRENT,
        /// Written from another strategy, or by hand.
        STALE,
        /// Not there.
        MISSING,
        /// Of a scenario that is no more.
        LEFTOVER,
        /// Was not there and is now.
        WRITTEN,
        /// Was stale and is current.
        REPLACED,
        /// Was left over and is gone.
        REMOVED
    }
}

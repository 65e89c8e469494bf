package dev.muster.record;

/// What is known of the controller that drove a run before.
public enum Predecessor {
    /// There was none.
    NONE,
    /// Its process has ended, and the journal holds everything that it began.
    ENDED,
    /// It may still be alive, or may have begun steps that no journal here tells of.
    UNKNOWN,
    /// The same, and the home says that it had begun to take the run back.
    TAKING_BACK;

    /// Whether it may have begun steps that no journal here tells of.
    public boolean isUnknown() {
        return this == UNKNOWN || this == TAKING_BACK;
    }
}

package dev.muster.record;

/// How a run ended. Never greener than its worst step.
public enum EndState {
    /// Every step is done.
    SUCCEEDED,
    /// Every step is done but for those that a person skipped.
    INCOMPLETE,
    /// A step failed for good; what depends on it was not run.
    FAILED,
    /// A person ended it.
    ABORTED,
    /// It has not ended: it can be resumed.
    OPEN
}

package dev.muster.record;

/// What a person says of a step whose outcome nobody else can tell.
public enum Answer {
    /// It was seen to be done.
    DONE,
    /// It was seen not to be done, or doing it again does no harm.
    AGAIN,
    /// Give it up; the run fails.
    FAIL
}

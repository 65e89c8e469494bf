package dev.muster.kind;

/// The parts of a downtime, in order. They add up to what a client outside sees.
public enum Phase {
    /// From the last good answer until the trigger fired.
    DETECT,
    /// From the trigger until the run began: planning and approvals.
    DECIDE,
    FENCE,
    RESTORE,
    START,
    VERIFY,
    ROUTE,
    /// From the switch until the first good answer outside.
    ANSWER
}

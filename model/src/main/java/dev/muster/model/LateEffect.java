package dev.muster.model;

/// What happens if a frozen process carries an operation out after another took over.
public enum LateEffect {
    /// The target compares the epoch and refuses the older one.
    FENCED,
    /// A repetition changes nothing.
    IDEMPOTENT,
    /// It may act late: a takeover waits for lease and call deadline, then probes.
    EXPOSED
}

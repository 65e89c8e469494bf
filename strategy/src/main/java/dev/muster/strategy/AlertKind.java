package dev.muster.strategy;

/// What somebody wants to be told of while nothing is lost yet, and when it is.
public enum AlertKind {
    /// A backup fails, or is late.
    BACKUP_MISSED,
    /// A log is not being captured.
    CAPTURE_LOST,
    /// What is safe is older than the component's RPO.
    RPO_AT_RISK,
    /// A vault is damaged, behind in a copy, put back to an older state, or cannot be kept in
    /// order.
    VAULT_TROUBLE,
    /// A probe gets no good answer, or a trigger fired.
    OUTAGE,
    /// A recovery runs by itself, or failed.
    RECOVERY,
    /// A part of the daemon ended, or what a recovery needs is not at hand.
    DAEMON_TROUBLE
}

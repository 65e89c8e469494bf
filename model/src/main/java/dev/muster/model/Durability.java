package dev.muster.model;

/// What an acknowledgement of captured log promises.
public enum Durability {
    /// Synced to disk where the receiver runs.
    SPOOL,
    /// Stored in the vault.
    VAULT,
    /// Synced in a region other than the source's. Only this counts against the loss of a region.
    REGION
}

package dev.muster.model;

/// How sure it is that the old side can take no more writes.
public enum Fence {
    /// The old side was seen stopped, cut off or demoted.
    PROVED,
    /// The old side stops itself when its lease ends, and lease plus clock bound have passed.
    LEASED,
    /// Nobody knows; a person who may has accepted the risk by name.
    ASSUMED
}

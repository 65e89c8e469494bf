package dev.muster.kind;

/// What a kind of component can do.
public enum Capability {
    /// Holds data that must not be lost; has recovery points.
    DATA,
    /// Single files of it can be restored alone, and all of it in place, file by file.
    FILES,
    /// All of it can be restored in the place of what is there.
    IN_PLACE,
    /// Its service keeps its recovery points itself, such as the versions of a bucket; nothing of
    /// it goes into a vault.
    NATIVE_POINTS,
    /// Any moment of the restorable window can be brought back.
    POINT_IN_TIME,
    /// The log of changes can be captured as it is written.
    CONTINUOUS_CAPTURE,
    /// A commit can wait for the capture.
    SYNCHRONOUS_CAPTURE,
    /// A copy that was restored can follow the source from then on.
    STANDBY,
    /// Can be brought back from its description alone.
    REDEPLOY,
    /// Decides which region clients reach.
    TRAFFIC
}

package dev.muster.model;

/// Who can mend an error, which decides the exit status.
public enum ErrorKind {
    /// The command was called wrongly.
    USAGE(2),
    /// The strategy is not valid.
    STRATEGY(3),
    /// Something outside said no: a password, a grant, a server version or setting, a network.
    EXTERNAL(4),
    /// Out of something: space, memory, a port, a quota.
    RESOURCE(5),
    /// A fault of ours.
    BUG(6);

    private final int exitStatus;

    ErrorKind(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    public int exitStatus() {
        return exitStatus;
    }
}

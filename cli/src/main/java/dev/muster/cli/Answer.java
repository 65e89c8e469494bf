package dev.muster.cli;

/// How a command ended that could do its work. What stops one is an exception.
public enum Answer {
    /// Done, or yes.
    YES(0),
    /// The answer is no: there are findings, an objective was missed, a verification failed.
    NO(1);

    private final int exitStatus;

    Answer(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    public static Answer of(boolean good) {
        return good ? YES : NO;
    }

    int exitStatus() {
        return exitStatus;
    }
}

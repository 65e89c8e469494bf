package dev.muster.record;

/// How one attempt of a step ended, as far as anybody can tell.
public sealed interface Outcome {
    /// The step's own verification said so.
    record Done(Details details) implements Outcome {}

    /// It is known that the step is not done.
    record Failed(Failure failure) implements Outcome {}

    /// Nobody knows: a reply was lost, a process ended, a time ran out. Unknown is not failed.
    record Unknown(String reason) implements Outcome {}
}

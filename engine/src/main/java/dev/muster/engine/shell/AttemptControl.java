package dev.muster.engine.shell;

/// What a driver lends to one attempt: where progress goes, and how cancelling reaches it.
public interface AttemptControl {
    StepProgress progress();

    /// @throws InterruptedException when the attempt was cancelled
    void checkCancelled() throws InterruptedException;

    /// Does work during which cancelling may interrupt the thread. Everything else, such as writing
    /// a receipt, must not be interrupted: an interrupted thread closes the files that it works on.
    ///
    /// @throws InterruptedException also when the attempt was cancelled before
    <T> T interruptibly(Work<T> work) throws InterruptedException;

    /// Work that can be cancelled.
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }
}

package dev.muster.cli;

/// One command, such as `muster check`: a class with picocli's `@Command`, its options and
/// parameters as fields.
///
/// It gets what it works with by its constructor, from `app`; what is heavy comes as a supplier, so
/// that `muster --help` does not pay for it. A verb object runs once.
public interface Verb {
    /// Does the work.
    ///
    /// @throws InterruptedException after Ctrl-C, once everything was left in order; see
    ///   [Call#resumeWith]
    Answer run(Call call) throws InterruptedException;
}

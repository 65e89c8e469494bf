package dev.muster.engine.journal;

import dev.muster.model.RunId;

/// Where the journals of a machine are.
public interface Journals {
    /// Takes the right to drive a run on this machine, until it is closed.
    ///
    /// @throws dev.muster.model.MusterException if another controller on this machine has it
    Claim claim(RunId run);

    /// The right to drive a run on this machine. The system takes it back when the process ends,
    /// however it ends.
    interface Claim extends AutoCloseable {
        /// Opens the run's journal, or begins it if there is none.
        ///
        /// @throws dev.muster.model.MusterException if it is damaged, of another run or newer
        Journal open(dev.muster.record.RunStart start);

        /// What people tell the run from other processes.
        default Inbox inbox() {
            return Inbox.NONE;
        }

        @Override
        void close();
    }
}

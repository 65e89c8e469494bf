package dev.muster.record;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can be wrong with a stored record.
public final class RecordErrors {
    public static final ErrorCode MALFORMED =
            new ErrorCode(
                    "MUS-3001",
                    ErrorKind.EXTERNAL,
                    "a stored record cannot be read",
                    "A run's start, events, receipts or record are stored as JSON with a fixed"
                            + " form. This one does not have it: it was changed, cut or written by"
                            + " something else. Nothing is guessed from it.",
                    "Look for the same file in another copy of the vault; with it there, run the"
                            + " command again with that copy.");

    public static final ErrorCode NEWER =
            new ErrorCode(
                    "MUS-3002",
                    ErrorKind.EXTERNAL,
                    "a stored record is of a newer version",
                    "The record was written by a newer Muster whose form this one does not know."
                            + " Reading it by halves could repeat a step that is done.",
                    "Install the version that wrote it, or a newer one, and run the command"
                            + " again.");

    private RecordErrors() {}
}

package dev.muster.drill;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong while a drill breaks things and measures.
public final class DrillErrors {
    public static final ErrorCode FILE =
            new ErrorCode(
                    "MUS-5701",
                    ErrorKind.EXTERNAL,
                    "a file of the outside client cannot be used",
                    "The outside client keeps a ledger of what was acknowledged and a log of every"
                            + " answer. Without them nothing can be measured.",
                    "Check space and rights of the file that the message names.");
    public static final ErrorCode FILE_DAMAGED =
            new ErrorCode(
                    "MUS-5702",
                    ErrorKind.EXTERNAL,
                    "a file of the outside client is damaged",
                    "A line of the ledger or of the log of answers cannot be read. A measurement from"
                            + " a part of it could be too good, so none is made.",
                    "Look at the line that the message names.");
    public static final ErrorCode STILL_THERE =
            new ErrorCode(
                    "MUS-5703",
                    ErrorKind.EXTERNAL,
                    "what was taken away is still there",
                    "A fault was injected, but something of the lost region still answers, so the"
                            + " drill would measure nothing real.",
                    "See who listens with: ss -ltnp 'sport = :PORT'");
    public static final ErrorCode CANNOT_BREAK =
            new ErrorCode(
                    "MUS-5704",
                    ErrorKind.EXTERNAL,
                    "a fault cannot be injected",
                    "The folder of the region could not be taken away.",
                    "Check the rights of the folder above it.");

    private DrillErrors() {}
}

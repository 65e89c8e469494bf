package dev.muster.processes;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with processes that Muster starts.
public final class ProcessesErrors {
    public static final ErrorCode STATE_UNUSABLE =
            new ErrorCode(
                    "MUS-5801",
                    ErrorKind.EXTERNAL,
                    "the record of a process cannot be read or written",
                    "Muster records each process that it starts, so that it finds it again after a"
                            + " crash. The folder of these records could not be used.",
                    "Check space and rights of the folder that the message names.");
    public static final ErrorCode RECORD_DAMAGED =
            new ErrorCode(
                    "MUS-5802",
                    ErrorKind.EXTERNAL,
                    "the record of a process is damaged",
                    "A record that cannot be read proves nothing, so the process that it stood for"
                            + " is left alone.",
                    "Look whether the process still runs, stop it by hand, and delete the file.");
    public static final ErrorCode CANNOT_START =
            new ErrorCode(
                    "MUS-5803",
                    ErrorKind.EXTERNAL,
                    "a process cannot be started",
                    "The operating system refused to start it.",
                    "Try the command by hand on this machine.");
    public static final ErrorCode WILL_NOT_DIE =
            new ErrorCode(
                    "MUS-5804",
                    ErrorKind.EXTERNAL,
                    "a process does not end",
                    "It was killed and is still there after the time that a kill may take. It may"
                            + " wait for a disk or a network file system that does not answer.",
                    "See what it waits for with: ps -o pid,stat,wchan,args -p PID");

    private ProcessesErrors() {}
}

package dev.muster.provider.process.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a process, and what is found wrong in its part of a strategy.
public final class ProcessErrors {
    public static final ErrorCode UNKNOWN_PLACEHOLDER =
            new ErrorCode(
                    "MUS-4301",
                    ErrorKind.STRATEGY,
                    "a placeholder stands for nothing",
                    "Command, environment and folder of a process may name ${region}, ${port} and"
                            + " the host and port of components in its depends-on. Another name"
                            + " cannot be filled in, so the process could not be started in a"
                            + " recovery.",
                    "Add the component to depends-on, correct the name, or write $${ for a literal"
                            + " ${.");
    public static final ErrorCode NO_COMMAND =
            new ErrorCode(
                    "MUS-4302",
                    ErrorKind.STRATEGY,
                    "a process has no command",
                    "Without a command there is nothing to start in a recovery.",
                    "Write command: [ PROGRAM, ARGUMENT ] with one entry for each argument.");
    public static final ErrorCode HEALTH_UNCLEAR =
            new ErrorCode(
                    "MUS-4303",
                    ErrorKind.STRATEGY,
                    "a health check cannot be asked",
                    "A health check asks either an HTTP path or the TCP port, and needs a port in"
                            + " every region where the process may run.",
                    "Write health: { http: /health } or health: { tcp: true }, and a port.");
    public static final ErrorCode NO_HEALTH =
            new ErrorCode(
                    "MUS-4304",
                    ErrorKind.STRATEGY,
                    "a process has no health check",
                    "Without one, a recovery takes a process that listens, or that stays alive, for one"
                            + " that serves, and goes on to send clients to it.",
                    "Write health: { http: /health } or health: { tcp: true }.");
    public static final ErrorCode METHOD_IMPOSSIBLE =
            new ErrorCode(
                    "MUS-4305",
                    ErrorKind.STRATEGY,
                    "a process cannot come back this way",
                    "A process keeps no data of its own: it comes back by being started again from"
                            + " its description.",
                    "Write recover: { method: redeploy }, or leave the method out.");
    public static final ErrorCode PORT_IN_USE =
            new ErrorCode(
                    "MUS-4310",
                    ErrorKind.RESOURCE,
                    "the port of a process is in use",
                    "Something that Muster did not start for this component listens on the port that"
                            + " the strategy gives it. Nothing was started.",
                    "See who listens with: ss -ltnp 'sport = :PORT'. Stop it, or change the port in"
                            + " the strategy.");
    public static final ErrorCode CANNOT_START =
            new ErrorCode(
                    "MUS-4311",
                    ErrorKind.EXTERNAL,
                    "a process cannot be started",
                    "The program or the folder that the strategy names is missing or may not be used"
                            + " on this machine.",
                    "Try the command of the runbook by hand on this machine.");
    public static final ErrorCode DIED =
            new ErrorCode(
                    "MUS-4312",
                    ErrorKind.EXTERNAL,
                    "a process ended before it served",
                    "The program was started and ended by itself before its health check was good."
                            + " Its last lines say why.",
                    "Read the log that the message names, and mend what it complains of.");
    public static final ErrorCode NOT_HEALTHY =
            new ErrorCode(
                    "MUS-4313",
                    ErrorKind.EXTERNAL,
                    "a process does not serve in time",
                    "The program runs, but its health check was not good within the time that the"
                            + " strategy gives. It was stopped again.",
                    "Read its log; if it only needs longer, raise health: { within: ... }.");
    public static final ErrorCode FENCED =
            new ErrorCode(
                    "MUS-4314",
                    ErrorKind.EXTERNAL,
                    "another run took over this process",
                    "A run with a higher epoch deployed or stopped this component since; this run may"
                            + " no longer act.",
                    "Look at the newer run with: muster run list");
    public static final ErrorCode BUSY =
            new ErrorCode(
                    "MUS-4315",
                    ErrorKind.EXTERNAL,
                    "another Muster works on this process",
                    "Another running Muster holds the lock of this component's state, so it is about"
                            + " to start or stop it.",
                    "Wait until it is done and try again; muster run list shows it.");
    public static final ErrorCode STATE_UNUSABLE =
            new ErrorCode(
                    "MUS-4316",
                    ErrorKind.EXTERNAL,
                    "the state of a process cannot be read or written",
                    "Muster records each process that it starts in its working state, so that it"
                            + " finds it again. That folder could not be used.",
                    "Check space and rights of the folder that the message names.");

    private ProcessErrors() {}
}

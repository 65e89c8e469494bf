package dev.muster.engine;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a run itself.
public final class EngineErrors {
    public static final ErrorCode RUN_BUSY =
            new ErrorCode(
                    "MUS-3101",
                    ErrorKind.RESOURCE,
                    "another process on this machine drives the run",
                    "A run is driven by one controller at a time. The one that holds it is alive:"
                            + " its lock on the run's folder would be gone otherwise.",
                    "Wait for it, or stop that process; then run `muster recover` again. It goes"
                            + " on where the other one stopped.");

    public static final ErrorCode JOURNAL_DAMAGED =
            new ErrorCode(
                    "MUS-3102",
                    ErrorKind.EXTERNAL,
                    "the journal of the run is damaged",
                    "Bytes in the middle of the journal are not what was written. What a killed"
                            + " process leaves is a cut end, which is mended silently; this is a"
                            + " disk or a person. Nothing is guessed from a damaged journal.",
                    "Move the journal away and run `muster recover` again: the run goes on from"
                            + " the receipts at its home, and open steps are probed.");

    public static final ErrorCode JOURNAL_UNWRITABLE =
            new ErrorCode(
                    "MUS-3103",
                    ErrorKind.RESOURCE,
                    "the journal of the run cannot be written",
                    "A step starts only when that is safely written down. A write or a sync that"
                            + " failed is never tried again, since the kernel may have dropped the"
                            + " data already; so the run stopped.",
                    "Make room or mend the disk under the working state (`$MUSTER_HOME`), then run"
                            + " `muster recover` again.");

    public static final ErrorCode RUN_NEWER =
            new ErrorCode(
                    "MUS-3104",
                    ErrorKind.EXTERNAL,
                    "the run belongs to a newer version",
                    "The run was begun by a newer Muster. This one would decide differently from"
                            + " the same events.",
                    "Install the version that began it, or a newer one, and run `muster recover`"
                            + " again.");

    public static final ErrorCode PLAN_UNSOUND =
            new ErrorCode(
                    "MUS-3105",
                    ErrorKind.BUG,
                    "the plan cannot be run",
                    "A plan has at least one step, each named once, and each step stands after"
                            + " those that it waits for. This one was compiled wrongly.",
                    "Report it with the strategy and the output of `muster plan`.");

    public static final ErrorCode RUN_UNKNOWN =
            new ErrorCode(
                    "MUS-3106",
                    ErrorKind.USAGE,
                    "there is no such run",
                    "The home of the run, the vault copy of the recovery region, knows no run of"
                            + " this name.",
                    "List the runs with `muster run list`.");

    public static final ErrorCode RUN_DIFFERS =
            new ErrorCode(
                    "MUS-3107",
                    ErrorKind.EXTERNAL,
                    "the journal here is of another run of the same name",
                    "The run's home and the journal on this machine do not tell of the same run:"
                            + " another plan, or epochs that the home does not know. One of them"
                            + " was copied or restored from elsewhere.",
                    "Move the journal away and run `muster recover` again: the home decides.");

    public static final ErrorCode STEP_BUG =
            new ErrorCode(
                    "MUS-3108",
                    ErrorKind.BUG,
                    "a step ended with an unexpected error",
                    "The code behind the step failed in a way that it does not know itself. It is"
                            + " not tried again by itself.",
                    "Report it with the record of the run. Running `muster recover` again probes"
                            + " the step and tries it once more.");

    public static final ErrorCode STEP_SPENT =
            new ErrorCode(
                    "MUS-3109",
                    ErrorKind.EXTERNAL,
                    "a step did not get done in all its attempts",
                    "Each attempt timed out or was lost, and a last look showed that the step is"
                            + " not done.",
                    "Look at what the step works on, then run `muster recover` again: finished"
                            + " steps are not repeated.");

    public static final ErrorCode STEP_GIVEN_UP =
            new ErrorCode(
                    "MUS-3110",
                    ErrorKind.EXTERNAL,
                    "a person gave a step up",
                    "Nobody could tell whether the step was done, and the person who was asked"
                            + " decided that the run fails.",
                    "Do the step by hand as the runbook says, or run `muster recover` again.");

    public static final ErrorCode HOME_UNREACHABLE =
            new ErrorCode(
                    "MUS-3111",
                    ErrorKind.EXTERNAL,
                    "the home of the run cannot be reached",
                    "Receipts and epochs live at the run's home, the vault copy of the recovery"
                            + " region. Without it no step may start: another controller could have"
                            + " taken over.",
                    "Make the vault copy reachable, then run `muster recover` again.");

    public static final ErrorCode STEP_HANGS =
            new ErrorCode(
                    "MUS-3112",
                    ErrorKind.BUG,
                    "a cancelled step does not end",
                    "The step was cancelled and should have ended within the grace. It may still"
                            + " be at work inside this process.",
                    "Stop this process, then run `muster recover` again: the step is probed.");

    public static final ErrorCode RECEIPT_FOREIGN =
            new ErrorCode(
                    "MUS-3113",
                    ErrorKind.EXTERNAL,
                    "a receipt stands in the place of another",
                    "At the run's home, under the name of one step's receipt, lies that of another"
                            + " step or run. Somebody or something copied it there. It proves"
                            + " nothing of this step.",
                    "Look for the receipt in another copy of the vault, and find out who wrote to"
                            + " this one.");

    public static final ErrorCode JOURNAL_UNREADABLE =
            new ErrorCode(
                    "MUS-3114",
                    ErrorKind.EXTERNAL,
                    "the journal of the run cannot be read",
                    "The journal is in the working state (`$MUSTER_HOME`) of whoever drives the"
                            + " run. Reading it failed; nothing was changed.",
                    "Read it as the user who drives the run, or mend the disk; what is done stands"
                            + " at the run's home, too: `muster run show`.");

    public static final ErrorCode JOURNAL_ELSEWHERE =
            new ErrorCode(
                    "MUS-3115",
                    ErrorKind.EXTERNAL,
                    "the journal of the run is on another machine",
                    "Each controller keeps its journal in its own working state. The run's home"
                            + " holds what is done, and all of it once the run came to its end.",
                    "Ask on the machine that drives the run, or wait for its end; what is done:"
                            + " `muster run show`.");

    public static final ErrorCode ORDERS_UNUSABLE =
            new ErrorCode(
                    "MUS-3116",
                    ErrorKind.RESOURCE,
                    "the orders of the run cannot be read or written",
                    "What people tell a run lies in files beside its journal until its controller"
                            + " has taken it. That folder could not be read or written.",
                    "Check owner and free space of the working state (`$MUSTER_HOME`).");

    public static final ErrorCode ORDER_REFUSED =
            new ErrorCode(
                    "MUS-3117",
                    ErrorKind.USAGE,
                    "the order does not fit how the run stands",
                    "A run takes only orders that can be carried out as it stands: what is done is"
                            + " not skipped, what is running is not tried twice, and a run that has"
                            + " ended takes none. Nothing was changed.",
                    "See how it stands with `muster run show`.");

    public static final ErrorCode RUN_ELSEWHERE =
            new ErrorCode(
                    "MUS-3118",
                    ErrorKind.USAGE,
                    "the run is not driven from this machine",
                    "Orders reach the controller of a run through the working state of its machine."
                            + " The last controller of this run was on another one, or with another"
                            + " working state (`$MUSTER_HOME`).",
                    "Type it there. If that machine is gone, `muster recover` here takes the run"
                            + " over, and then takes orders here.");

    public static final ErrorCode APPROVAL_BAD =
            new ErrorCode(
                    "MUS-3119",
                    ErrorKind.EXTERNAL,
                    "the signatures of an approval do not hold",
                    "Signatures are looked at when they come, and once more before the approval is"
                            + " written down. The second look failed: what was kept in between, in"
                            + " the run's journal, was changed.",
                    "Find out who can write to the working state (`$MUSTER_HOME`), then run `muster"
                            + " recover` again and sign anew.");

    private EngineErrors() {}
}

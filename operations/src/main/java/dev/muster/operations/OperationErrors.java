package dev.muster.operations;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.util.List;

/// What can go wrong while something is done.
public final class OperationErrors {
    public static final ErrorCode NO_ROLE =
            new ErrorCode(
                    "MUS-3200",
                    ErrorKind.BUG,
                    "a step asks for what its component cannot do",
                    "The plan holds a step whose verb no provider of that kind carries out.",
                    "Report it with the strategy and the plan: `muster plan SCENARIO --output"
                            + " json`.");

    public static final ErrorCode FENCE_ASSUMED =
            new ErrorCode(
                    "MUS-3201",
                    ErrorKind.EXTERNAL,
                    "the old one could still take writes",
                    "An unreachable primary cannot be fenced by wishing. It was not seen stopped,"
                            + " it does not wait for our capture, and no lease of it ran out. Were"
                            + " it alive, two primaries would take writes, and one side's would be"
                            + " lost.",
                    "Stop the old one and run `muster recover SCENARIO` again, which goes on where"
                            + " it stopped. If you are sure that it is gone, add `--assume-fenced"
                            + " COMPONENT`.");

    public static final ErrorCode NOT_VERIFIED =
            new ErrorCode(
                    "MUS-3202",
                    ErrorKind.EXTERNAL,
                    "restored data did not pass its checks",
                    "The store came back, but its own checks or the strategy's assertions say that"
                            + " it is not whole. Clients are not sent to it.",
                    "Look at the failed check in `muster report RUN`, and restore an earlier"
                            + " moment: `muster restore COMPONENT --to TIME`.");

    public static final ErrorCode NO_BACKEND =
            new ErrorCode(
                    "MUS-3203",
                    ErrorKind.STRATEGY,
                    "traffic has nowhere to go",
                    "A traffic director sends clients to the one component that it depends on and"
                            + " that has an address in the recovery region. There is none.",
                    "Name the component that serves under `depends-on`, and say where it is"
                            + " reached in the recovery region.");

    public static final ErrorCode NO_POINT =
            new ErrorCode(
                    "MUS-3204",
                    ErrorKind.EXTERNAL,
                    "there is nothing to restore from",
                    "No recovery point in the vault can be brought to the moment that was asked"
                            + " for.",
                    "See what there is with `muster points COMPONENT`, and choose a moment inside"
                            + " the window.");

    public static final ErrorCode NOT_PROTECTED =
            new ErrorCode(
                    "MUS-3205",
                    ErrorKind.USAGE,
                    "the component has no data to protect",
                    "Only components of a kind that holds data, with `protect` in the strategy,"
                            + " have backups and recovery points.",
                    "Choose another component, or add `protect` to this one.");

    public static final ErrorCode CAPTURE_CLOSED =
            new ErrorCode(
                    "MUS-3206",
                    ErrorKind.EXTERNAL,
                    "capture of this source was closed by a recovery",
                    "A recovery fenced the source by ending its capture. Capturing it again could"
                            + " let an old primary acknowledge writes that nobody will find.",
                    "Point the component's `connection` at the recovered one. If the recovery was"
                            + " called off and the source is the true one, delete the file that the"
                            + " message names.");

    public static final ErrorCode BUSY =
            new ErrorCode(
                    "MUS-3207",
                    ErrorKind.RESOURCE,
                    "somebody else is at it",
                    "Another process of this strategy on this machine holds the lock.",
                    "Wait for it, or end it; `muster status` tells what runs.");

    public static final ErrorCode STATE =
            new ErrorCode(
                    "MUS-3208",
                    ErrorKind.RESOURCE,
                    "working state cannot be kept",
                    "The working folder of this strategy could not be read or written.",
                    "Check the folder's owner and free space, or set MUSTER_HOME to another"
                            + " folder.");

    public static final ErrorCode NO_SCENARIO =
            new ErrorCode(
                    "MUS-3209",
                    ErrorKind.USAGE,
                    "the strategy has no such scenario",
                    "A recovery is planned for a scenario of the strategy.",
                    "Choose one of those that `muster check` lists, or write it.");

    public static final ErrorCode NO_HOME =
            new ErrorCode(
                    "MUS-3210",
                    ErrorKind.STRATEGY,
                    "no vault copy in the recovery region",
                    "A recovery keeps its state, and finds what it restores, in the vault copy of"
                            + " the region where it happens.",
                    "Add a copy in that region under `vaults:` and run `muster vault init`.");

    public static final ErrorCode NO_FILES =
            new ErrorCode(
                    "MUS-3211",
                    ErrorKind.USAGE,
                    "only all of it can be restored",
                    "A part of a component can only be restored where its data are files that mean"
                            + " something alone. A database's files do not.",
                    "Restore all of it into an empty folder; take a table out of a database with"
                            + " `muster restore COMPONENT --extract table NAME`. To look at single files of its"
                            + " backups, use `muster files list` and `muster files get`.");

    public static final ErrorCode NO_SUCH_FILE =
            new ErrorCode(
                    "MUS-3212",
                    ErrorKind.USAGE,
                    "the recovery point has no such file",
                    "The path is not in the backup: it was not there then, or the strategy leaves"
                            + " it out.",
                    "See what there is with `muster files list POINT`.");

    public static final ErrorCode NO_PREVIEWS =
            new ErrorCode(
                    "MUS-3213",
                    ErrorKind.USAGE,
                    "this kind of data has no previews",
                    "A preview is a copy that a server shows at a moment, read-only; not every kind"
                            + " of data store can do that.",
                    "Restore into an empty folder and look there: `muster restore COMPONENT --into"
                            + " DIR`.");
    public static final ErrorCode NO_WATCHDOG =
            new ErrorCode(
                    "MUS-3221",
                    ErrorKind.STRATEGY,
                    "there is nothing to watch over",
                    "The watchdog lets commits through that wait for a capture that is lost, where"
                            + " the strategy says so: with `synchronous: true` and `on-capture-lost:"
                            + " degrade-after`. No component says so.",
                    "Write it under the component's `protect: { logs: ... }`, or run `muster serve`"
                            + " without --watchdog.");
    public static final ErrorCode NO_METRICS =
            new ErrorCode(
                    "MUS-3224",
                    ErrorKind.RESOURCE,
                    "the figures cannot be given out",
                    "`muster serve --metrics` could not listen at the address: the port is in use,"
                            + " or the address is not this machine's. Nothing is served without"
                            + " them, so that a monitoring that sees nothing is noticed at once.",
                    "Name another one: `--metrics PORT`, or `--metrics HOST:PORT`.");
    public static final ErrorCode UNCAPTURED =
            new ErrorCode(
                    "MUS-3222",
                    ErrorKind.EXTERNAL,
                    "commits pass without being captured",
                    "The capture that they wait for was lost for longer than `degrade-after` allows,"
                            + " so they were let through. What is committed now is lost if the"
                            + " source is lost before the capture has caught up. Once it has,"
                            + " commits wait for it again by themselves.",
                    "See what keeps the capture away: `muster status`; start `muster serve` if it"
                            + " does not run.");
    public static final ErrorCode NO_STANDBY =
            new ErrorCode(
                    "MUS-3223",
                    ErrorKind.USAGE,
                    "this kind of data has no standbys",
                    "A standby is a copy that follows its source from then on; not every kind of"
                            + " data store can do that.",
                    "Restore without --standby.");

    public static final ErrorCode NOT_PLANNED =
            new ErrorCode(
                    "MUS-3229",
                    ErrorKind.EXTERNAL,
                    "this cannot be done as a planned move now",
                    "A planned move stops the commits of a side that serves, and loses none that"
                            + " was acknowledged. For that, commits must wait for the capture, so"
                            + " that its end is a fence, and a standby that is to take over must be"
                            + " there. Nothing was touched.",
                    "Do what the message names. After a real loss: `muster recover SCENARIO`.");

    public static final ErrorCode NOT_TAKEN_BACK =
            new ErrorCode(
                    "MUS-3220",
                    ErrorKind.EXTERNAL,
                    "a step of an aborted run was not taken back",
                    "The run was aborted, and takes back what it did in reverse order. One of these"
                            + " steps could not be seen to be taken back, so what was done before"
                            + " it stays as it is.",
                    "Do what the message names. Then `muster run done RUN STEP`, or `muster run"
                            + " skip RUN STEP` to go on without it, or `muster run abort RUN"
                            + " --no-compensation` to leave the rest.");

    private OperationErrors() {}

    public static List<ErrorCode> all() {
        return List.of(
                NO_ROLE,
                FENCE_ASSUMED,
                NOT_VERIFIED,
                NO_BACKEND,
                NO_POINT,
                NOT_PROTECTED,
                CAPTURE_CLOSED,
                BUSY,
                STATE,
                NO_SCENARIO,
                NO_HOME,
                NO_FILES,
                NO_SUCH_FILE,
                NO_PREVIEWS,
                NO_WATCHDOG,
                NO_METRICS,
                UNCAPTURED,
                NO_STANDBY,
                NOT_PLANNED,
                NOT_TAKEN_BACK);
    }
}

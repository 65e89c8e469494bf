package dev.muster.provider.postgresql.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What a strategy can have wrong or weak about a PostgreSQL cluster; MUS-4550 to MUS-4579.
public final class PostgresqlFindings {
    public static final ErrorCode NO_SERVER =
            finding(
                    "MUS-4550",
                    "A cluster has no server to come back on",
                    "A restore ends with a data folder. To serve again, the plan must know with"
                            + " which binaries it is started, where the folder is, and on which"
                            + " port it listens.",
                    "Add `server: { bin: ..., data: ..., port: ... }` under the component's"
                            + " `recover`.");
    public static final ErrorCode METHOD =
            finding(
                    "MUS-4551",
                    "A way back that a PostgreSQL cluster has not",
                    "Muster brings a PostgreSQL cluster back by `restore`, or by `promote` where a"
                            + " standby is kept in `recover.server`. It cannot be redeployed,"
                            + " because it holds data.",
                    "Write `method: restore` or `method: promote`, or leave `method` out.");
    public static final ErrorCode CAPTURED_AT_HOME =
            finding(
                    "MUS-4552",
                    "The log is captured in the cluster's own region",
                    "A receiver in the region of its source is lost together with it, with"
                            + " everything that it had not yet shipped; nor can it prove a fence.",
                    "Set `capture-from` to a region that is not lost with the cluster.");
    public static final ErrorCode ASYNCHRONOUS =
            finding(
                    "MUS-4553",
                    "Commits do not wait for the capture",
                    "What was committed within the capture's lag, usually milliseconds, is lost"
                            + " with the source, and a receiver that stopped proves no fence: an"
                            + " old primary that cannot be reached may still take writes.",
                    "Set `synchronous: true` where no committed transaction may be lost.");
    public static final ErrorCode DEGRADES =
            finding(
                    "MUS-4554",
                    "Commits wait for the capture only for a while",
                    "Once the receiver did not acknowledge for that long, a watchdog lets commits"
                            + " pass without being captured: they can be lost, and a receiver that"
                            + " stopped proves no fence, so a recovery cannot start by itself. The"
                            + " watchdog is part of `muster serve`; for the day when that one is"
                            + " lost or cut off itself, run another beside the database: `muster"
                            + " serve --watchdog`.",
                    "Set `on-capture-lost: stall` where no committed transaction may be lost.");
    public static final ErrorCode STALLS =
            finding(
                    "MUS-4555",
                    "The cluster stops when its capture stops",
                    "With synchronous capture and `stall`, every commit waits while the receiver"
                            + " is away. Nothing is lost, but the receiver's availability becomes"
                            + " the cluster's.",
                    "Keep `muster serve` supervised, or accept a bounded loss with"
                            + " `on-capture-lost: degrade-after 30s`.");
    public static final ErrorCode NO_EFFECT =
            finding(
                    "MUS-4556",
                    "on-capture-lost has no effect",
                    "Only a source whose commits wait for the capture can be let go on without"
                            + " it; this one's do not wait.",
                    "Remove `on-capture-lost`, or set `synchronous: true`.");
    public static final ErrorCode NO_ASSERTION =
            finding(
                    "MUS-4557",
                    "Nothing asks whether the restored data makes sense",
                    "Pages can be whole and the data still be the wrong one: an empty schema, the"
                            + " wrong cluster, a state from long ago. Only an assertion of yours"
                            + " can tell.",
                    "Add SQL that must answer true under `recover`: `verify: [ \"select count(*)"
                            + " > 0 from orders\" ]`.");
    public static final ErrorCode IN_CLEAR =
            finding(
                    "MUS-4558",
                    "Data crosses a network unencrypted",
                    "With `tls: disable`, everything that is backed up and captured can be read on"
                            + " the way.",
                    "Set `tls: verify-full`, or `require` where no certificate can be checked.");
    public static final ErrorCode SAME_PORT =
            finding(
                    "MUS-4559",
                    "The restored cluster would take the port of the protected one",
                    "Both are on this host with the same port, so the restored one cannot start"
                            + " while the other runs or its region only looked lost.",
                    "Give `recover.server` a port of its own.");
    public static final ErrorCode READ_FROM_STANDBY =
            finding(
                    "MUS-4565",
                    "The log is read from a standby",
                    "The primary does not wait for its standby, so what the standby lags behind is"
                            + " lost with the primary, in addition to what the capture lags behind"
                            + " the standby. `muster doctor` measures it, and `muster status`"
                            + " counts it.",
                    "Remove `read-from` where every millisecond counts.");
    public static final ErrorCode NO_WAIT_AT_STANDBY =
            finding(
                    "MUS-4566",
                    "Commits cannot wait for a receiver at a standby",
                    "PostgreSQL lets commits wait only for receivers that are connected to the"
                            + " primary itself; a receiver behind a standby is never among them.",
                    "Remove `read-from`, or set `synchronous: false`.");
    public static final ErrorCode STANDBY_IS_PRIMARY =
            finding(
                    "MUS-4567",
                    "The standby to read from is the primary",
                    "`read-from` and `connection` name the same server.",
                    "Name the standby in `read-from`, or remove it.");

    public static final ErrorCode STANDBY_MAY_BE_LOST =
            finding(
                    "MUS-4568",
                    "The time counts on a standby",
                    "With `method: promote` the recovery takes as long as a promotion. Where the"
                            + " standby is gone, of another line, or cannot get what was captured,"
                            + " the cluster is restored out of the vault instead, which takes"
                            + " longer. What is lost is the same: the standby is not promoted"
                            + " unless it has all that was captured.",
                    "Keep the standby watched: `muster doctor`. Plan with `method: restore` where"
                            + " the objective must also hold without it.");
    public static final ErrorCode PATRONI_UNUSED =
            finding(
                    "MUS-4569",
                    "Patroni is named and not asked",
                    "`patroni` says who decides about promotions; a restore promotes nothing.",
                    "Set `method: promote`, or remove `patroni`.");

    private PostgresqlFindings() {}

    private static ErrorCode finding(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.STRATEGY, title, explanation, remedy);
    }
}

package dev.muster.provider.mariadb.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What a strategy can have wrong or weak about a MariaDB server; MUS-4750 to MUS-4779.
public final class MariadbFindings {
    public static final ErrorCode METHOD =
            finding(
                    "MUS-4750",
                    "A way back that a MariaDB server has not",
                    "Muster brings it back by `restore`, out of the vault.",
                    "Write `method: restore`, or leave `method` out.");
    public static final ErrorCode NO_SERVER =
            finding(
                    "MUS-4751",
                    "A MariaDB server that could be restored, but not started",
                    "Without `recover.server`, Muster does not know with which programs, where and"
                            + " on which port it comes back.",
                    "Add `server: { bin: /usr/sbin, data: FOLDER, port: 3307 }` under `recover`.");
    public static final ErrorCode NO_ASSERTION =
            finding(
                    "MUS-4752",
                    "A recovery that does not ask whether the data makes sense",
                    "All tables are checked by the server, but a table that was emptied a minute"
                            + " before passes that.",
                    "Add SQL that must answer 1: `verify: [ \"select count(*) > 0 from"
                            + " shop.orders\" ]`.");
    public static final ErrorCode IN_CLEAR =
            finding(
                    "MUS-4753",
                    "A connection that is not encrypted",
                    "Rows travel readable between hosts.",
                    "Write `tls: verify-full` under `connection`.");
    public static final ErrorCode SAME_PORT =
            finding(
                    "MUS-4754",
                    "Two servers on one port",
                    "The protected and the restored server are on one host, and only one of them"
                            + " can listen there.",
                    "Give `recover.server.port` another number.");
    public static final ErrorCode CAPTURED_AT_HOME =
            finding(
                    "MUS-4755",
                    "The log is captured where it can be lost with the server",
                    "A receiver in the server's own region goes with it, and what it had not yet"
                            + " sent to the other region goes too.",
                    "Let another region capture: `capture-from: REGION`.");
    public static final ErrorCode SYNCHRONOUS =
            finding(
                    "MUS-4756",
                    "Commits of MariaDB cannot wait for the capture",
                    "Semi-synchronous replication falls back to asynchronous by itself after a"
                            + " while, so that an acknowledged commit is no promise. Muster does not"
                            + " offer it yet.",
                    "Write `synchronous: false`.");
    public static final ErrorCode NO_LOGS =
            finding(
                    "MUS-4757",
                    "What is committed after the last backup is lost",
                    "Without captured log, only base backups can be restored.",
                    "Add `logs: { capture-from: REGION }` under `protect`.");

    private MariadbFindings() {}

    private static ErrorCode finding(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.STRATEGY, title, explanation, remedy);
    }
}

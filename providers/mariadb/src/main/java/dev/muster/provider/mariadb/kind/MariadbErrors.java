package dev.muster.provider.mariadb.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a MariaDB server; MUS-4700 to MUS-4749.
public final class MariadbErrors {
    public static final ErrorCode UNREACHABLE =
            external(
                    "MUS-4700",
                    "The MariaDB server cannot be reached",
                    "Nobody answers at the address of `connection`, or not in time. Nothing can be"
                            + " backed up or captured from there; what is in the vault can be"
                            + " restored.",
                    "Try `mariadb -h HOST -P PORT -u USER -p` from the same host; look at"
                            + " bind-address, skip-networking, firewalls and whether it runs.");
    public static final ErrorCode LOGIN =
            external(
                    "MUS-4701",
                    "The MariaDB server refused the login",
                    "The user does not exist for this host, its password is another one, or it logs"
                            + " in by a plugin that is not known here.",
                    "As administrator: `ALTER USER muster IDENTIFIED BY '...'`; see `SELECT user,"
                            + " host FROM mysql.user`.");
    public static final ErrorCode VERSION =
            external(
                    "MUS-4702",
                    "This server is not supported",
                    "Muster knows MariaDB 10.6 to 11.8. What it does not know, it does not touch."
                            + " MySQL has another binary log and other tools.",
                    "Upgrade the server, or use a Muster that knows it.");
    public static final ErrorCode GRANTS =
            external(
                    "MUS-4703",
                    "The user lacks grants",
                    "A base backup needs RELOAD, PROCESS and BINLOG MONITOR; log capture needs"
                            + " REPLICATION SLAVE. No grant to read or write tables is needed.",
                    "As administrator: `GRANT RELOAD, PROCESS, BINLOG MONITOR, REPLICATION SLAVE ON"
                            + " *.* TO muster`.");
    public static final ErrorCode NO_BINLOG =
            external(
                    "MUS-4704",
                    "The server writes no binary log",
                    "Without a binary log there is nothing to capture: only base backups can be"
                            + " restored, and what was committed after the last one is lost.",
                    "In the server's configuration: `log-bin`, `server-id = 1` and `binlog-format ="
                            + " ROW`, then restart it; or take `logs:` out of `protect`.");
    public static final ErrorCode BINLOG_FORMAT =
            external(
                    "MUS-4705",
                    "The binary log cannot be replayed exactly",
                    "In the formats STATEMENT and MIXED the log may hold statements whose result"
                            + " differs when they are run again, such as those with LIMIT or"
                            + " functions that are not deterministic.",
                    "As administrator: `SET GLOBAL binlog_format = ROW`, and the same in the"
                            + " server's configuration; then reconnect all clients.");
    public static final ErrorCode TOOL =
            external(
                    "MUS-4706",
                    "mariadb-backup is missing or of another version",
                    "A base backup is made and prepared by mariadb-backup of the server's own"
                            + " version series. It reads the data files, so that it must run on the"
                            + " server's host, as a user who may read them.",
                    "Install it, on Debian by `apt-get install mariadb-backup`, and name its folder"
                            + " in `tools` if it is not on the PATH.");
    public static final ErrorCode BACKUP =
            external(
                    "MUS-4707",
                    "mariadb-backup failed",
                    "It ended with an error; nothing of the backup is kept. What it printed last is"
                            + " in the message.",
                    "Mend what it says. For the whole output, run it by hand with the options that"
                            + " docs/mariadb.md lists.");
    public static final ErrorCode SERVER =
            external(
                    "MUS-4708",
                    "The server refused something",
                    "The message holds its own words.",
                    "Mend what it says, then run the command again.");
    public static final ErrorCode TLS =
            external(
                    "MUS-4709",
                    "No encrypted connection could be made",
                    "The server offers no TLS, or its certificate is not one that `tls` asks for.",
                    "See `SHOW VARIABLES LIKE 'have_ssl'` on it, or set `connection.tls`.");
    public static final ErrorCode GAP =
            external(
                    "MUS-4710",
                    "Binary log is gone that was never captured",
                    "The server purged it (expire_logs_days, binlog_expire_logs_seconds or PURGE"
                            + " BINARY LOGS) while no receiver ran. Moments between what was captured"
                            + " last and the next base backup cannot be brought back.",
                    "Take a new base backup: `muster backup COMPONENT`; keep the binary log longer"
                            + " than a receiver can be away.");
    public static final ErrorCode OTHER_SERVER =
            external(
                    "MUS-4711",
                    "The binary log is another one than was captured",
                    "The file of the name that was captured last is not the same file: RESET MASTER"
                            + " was run, or another server took over behind this address. What it"
                            + " writes does not follow on from what was captured.",
                    "If that is meant: `muster backup COMPONENT`, which the new log follows. Else"
                            + " correct `connection`.");
    public static final ErrorCode BEHIND =
            external(
                    "MUS-4712",
                    "The server lost binary log that was captured",
                    "Its file is shorter than what was captured of it. A host that crashed with"
                            + " `sync_binlog` other than 1 loses the end of its log; what clients were"
                            + " told to be committed then is in the vault only.",
                    "Compare before you go on: restore the captured end into another folder. Set"
                            + " `sync_binlog = 1`.");
    public static final ErrorCode BROKEN_LOG =
            external(
                    "MUS-4713",
                    "The binary log is damaged",
                    "An event's checksum or length is not what it should be.",
                    "Run `mariadb-binlog --verify-binlog-checksum FILE` on the server; take a new"
                            + " base backup.");
    public static final ErrorCode FOREIGN_FOLDER =
            external(
                    "MUS-4720",
                    "The data folder is not empty",
                    "A restore does not touch what it did not bring.",
                    "Move it away, or choose another folder.");
    public static final ErrorCode FOLDER =
            external(
                    "MUS-4721",
                    "A folder cannot be made, read or written",
                    "The restored data needs a folder beside which another can be made and renamed.",
                    "Look at the rights and the space of the folder that the message names.");
    public static final ErrorCode SPACE =
            new ErrorCode(
                    "MUS-4722",
                    ErrorKind.RESOURCE,
                    "There is too little space for the restore",
                    "Nothing was touched.",
                    "Free space, or restore into a folder on another disk.");
    public static final ErrorCode TARGET =
            new ErrorCode(
                    "MUS-4723",
                    ErrorKind.USAGE,
                    "The target cannot be reached from this recovery point",
                    "It lies before the recovery point, after what was captured, behind a gap, or"
                            + " does not occur in the captured log.",
                    "See what can be restored: `muster points COMPONENT`.");
    public static final ErrorCode NO_SERVER =
            new ErrorCode(
                    "MUS-4724",
                    ErrorKind.STRATEGY,
                    "The strategy does not say what the restored data is started with",
                    "`recover.server` names the programs, the data folder and the port.",
                    "Add `server: { bin: /usr/sbin, data: /var/lib/mysql-restored, port: 3307 }`"
                            + " under `recover`.");
    public static final ErrorCode PROGRAMS =
            external(
                    "MUS-4725",
                    "There is no fitting MariaDB server on this host",
                    "A physical backup is prepared and started by programs of the version series"
                            + " that it was made with, such as 10.11. An upgrade comes after that.",
                    "Install that series, and name its folder in `recover.server.bin`.");
    public static final ErrorCode PREPARE =
            external(
                    "MUS-4726",
                    "mariadb-backup could not prepare the restored files",
                    "It applies the log of changes that were made while the backup ran. Without it"
                            + " the files do not fit together. Nothing was left in place.",
                    "Read what it said. Encrypted tables need the server's key plugin in"
                            + " `recover.server.config`.");
    public static final ErrorCode NOT_RESTORED =
            external(
                    "MUS-4727",
                    "The data folder holds no restore",
                    "A server is started only on what a restore completed.",
                    "Restore first: `muster restore COMPONENT --to latest`.");
    public static final ErrorCode START =
            external(
                    "MUS-4728",
                    "The restored server did not start",
                    "The message holds the end of its log.",
                    "Mend what it says, then run the same command again.");
    public static final ErrorCode FELL_SHORT =
            external(
                    "MUS-4729",
                    "The captured log could not be replayed to its target",
                    "The server met a change that does not fit its data, or ended before the"
                            + " target. It was stopped, and takes no writes.",
                    "Move the folder away and restore again; if it happens again, to an earlier"
                            + " moment.");
    public static final ErrorCode PORT =
            new ErrorCode(
                    "MUS-4730",
                    ErrorKind.RESOURCE,
                    "The port of the restored server is taken",
                    "Somebody listens on it.",
                    "See who: `ss -ltnp`, or set `recover.server.port`.");
    public static final ErrorCode STILL_WRITES =
            external(
                    "MUS-4731",
                    "The old server still takes writes",
                    "It answered. Two servers that both take writes cannot be brought together"
                            + " again.",
                    "On its host: `systemctl stop mariadb`.");
    public static final ErrorCode BACKUP_CONTENT =
            external(
                    "MUS-4732",
                    "A base backup is not whole",
                    "It lacks a file or a fact that every base backup has.",
                    "Restore an older recovery point: `muster points COMPONENT`.");
    public static final ErrorCode RUN_AS =
            external(
                    "MUS-4733",
                    "The server cannot be run as that user",
                    "The user is not known here, or this process may not become it.",
                    "Run muster as root or as that user, or leave `recover.server.user` out.");
    public static final ErrorCode ADDRESS =
            new ErrorCode(
                    "MUS-4734",
                    ErrorKind.USAGE,
                    "The address of a MariaDB server cannot be used",
                    "It needs a user and a host.",
                    "Write it as `mariadb://USER@HOST:3306`.");

    private MariadbErrors() {}

    private static ErrorCode external(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.EXTERNAL, title, explanation, remedy);
    }
}

package dev.muster.provider.postgresql.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a PostgreSQL cluster; MUS-4500 to MUS-4549.
public final class PostgresqlErrors {
    public static final ErrorCode UNREACHABLE =
            external(
                    "MUS-4500",
                    "The cluster cannot be reached",
                    "Nobody answers at the address of `connection`, or not in time. Nothing can be"
                            + " backed up or captured from there; what is in the vault can be"
                            + " restored.",
                    "Try `psql \"host=HOST port=PORT user=USER dbname=DATABASE\"` from the same"
                            + " host; look at listen_addresses, firewalls and whether the server"
                            + " runs.");
    public static final ErrorCode LOGIN =
            external(
                    "MUS-4501",
                    "The cluster refused the login",
                    "The role does not exist, its password is another one, or pg_hba.conf has no"
                            + " line that lets it in from this host.",
                    "As superuser: `ALTER ROLE muster LOGIN PASSWORD '...'`; add a line for the"
                            + " role to pg_hba.conf and `SELECT pg_reload_conf()`.");
    public static final ErrorCode VERSION =
            external(
                    "MUS-4502",
                    "This version of PostgreSQL is not supported",
                    "Muster reads the replication protocol and the log of PostgreSQL 14 to 18. What"
                            + " it does not know, it does not touch.",
                    "Upgrade the cluster, or use a Muster that knows its version.");
    public static final ErrorCode WAL_LEVEL =
            external(
                    "MUS-4503",
                    "The cluster writes too little log to be recovered",
                    "With `wal_level = minimal`, the log lacks what is needed to replay it on a"
                            + " base backup.",
                    "As superuser: `ALTER SYSTEM SET wal_level = 'replica'`, then restart the"
                            + " server.");
    public static final ErrorCode REPLICATION =
            external(
                    "MUS-4504",
                    "The role may not replicate",
                    "Base backups and log capture go over the replication protocol, which needs"
                            + " the REPLICATION attribute and a pg_hba.conf line for the database"
                            + " `replication`.",
                    "As superuser: `ALTER ROLE muster REPLICATION`; in pg_hba.conf: `host"
                            + " replication muster ADDRESS scram-sha-256`, then `SELECT"
                            + " pg_reload_conf()`.");
    public static final ErrorCode SENDERS =
            external(
                    "MUS-4505",
                    "The cluster has no free replication connection or slot",
                    "Muster needs two connections of `max_wal_senders` (one backs up, one captures)"
                            + " and one slot of `max_replication_slots`.",
                    "As superuser: `ALTER SYSTEM SET max_wal_senders = 10`, `ALTER SYSTEM SET"
                            + " max_replication_slots = 10`, then restart the server.");
    public static final ErrorCode SYNCHRONOUS =
            external(
                    "MUS-4506",
                    "Synchronous capture cannot be turned on",
                    "Muster adds itself to `synchronous_standby_names` in a way that keeps what the"
                            + " cluster already waits for. It refuses where that cannot be done"
                            + " safely, or where it may not.",
                    "Set the names by hand as the message shows, or grant what it names.");
    public static final ErrorCode GAP =
            external(
                    "MUS-4507",
                    "The cluster no longer has log that was never captured",
                    "Between what is captured and what the cluster still has, log is missing:"
                            + " moments after the gap cannot be reached from backups before it.",
                    "Take a new base backup: `muster backup COMPONENT`. To keep log for a receiver"
                            + " that is away, raise `max_slot_wal_keep_size`.");
    public static final ErrorCode OTHER_CLUSTER =
            external(
                    "MUS-4508",
                    "Another cluster answers at this address",
                    "The system identifier, the timeline or the log's end is not that of the"
                            + " cluster that was captured: the address points elsewhere, the"
                            + " cluster was made anew, or an old primary runs again.",
                    "Correct `connection`, or give the new cluster a component of its own.");
    public static final ErrorCode SERVER =
            external(
                    "MUS-4509",
                    "The cluster refused a command",
                    "The server answered with an error of its own, which the message has.",
                    "Look its SQLSTATE up in PostgreSQL's documentation, appendix A.");
    public static final ErrorCode BROKEN =
            external(
                    "MUS-4510",
                    "The connection to the cluster broke",
                    "The server, the host or the network went away in the middle of an operation.",
                    "Look whether the server runs; then run the same command again.");
    public static final ErrorCode BAD_PAGES =
            external(
                    "MUS-4511",
                    "The cluster's own data has damaged pages",
                    "The server found pages whose checksum is wrong while they were read for a base"
                            + " backup. A backup of them would be a backup of the damage, so it is"
                            + " not kept.",
                    "Find the disk that fails; restore from the last good recovery point, or repair"
                            + " the tables that the message names.");

    public static final ErrorCode BEFORE_BASE =
            external(
                    "MUS-4520",
                    "The target lies before the base backup",
                    "Replay goes forward only: a base backup can be brought to moments after it"
                            + " became consistent.",
                    "Choose an older recovery point or a later moment: `muster points COMPONENT`.");
    public static final ErrorCode AFTER_END =
            external(
                    "MUS-4521",
                    "The target lies after what was captured",
                    "The log that is at hand ends before the target, so nobody can tell what the"
                            + " data was then.",
                    "`muster points COMPONENT` shows the window; `--to latest` brings back all.");
    public static final ErrorCode NO_ANCESTOR =
            external(
                    "MUS-4522",
                    "The target lies on another branch of history",
                    "The target's timeline did not grow out of the base backup's, or parted from it"
                            + " before the backup.",
                    "Choose a recovery point of that timeline: `muster points COMPONENT`.");
    public static final ErrorCode HOLE =
            external(
                    "MUS-4523",
                    "The captured log has a hole before the target",
                    "A stretch of log between the base backup and the target was never captured.",
                    "Restore a later base backup, or up to the hole with the `--to` that the"
                            + " message names.");
    public static final ErrorCode NOT_IN_LOG =
            external(
                    "MUS-4524",
                    "The target does not occur in the captured log",
                    "No transaction of that id ended, or no restore point of that name was set,"
                            + " between the base backup and the end of the captured log.",
                    "Check the id or name, or choose another recovery point: `muster points"
                            + " COMPONENT`.");
    public static final ErrorCode DAMAGED_LOG =
            external(
                    "MUS-4525",
                    "The captured log is damaged",
                    "A record of the captured log has a wrong checksum, so the log was wrong when"
                            + " it was captured. Nothing was restored from it.",
                    "Restore to a moment before it: `--to` with the position that the message"
                            + " names.");
    public static final ErrorCode FOREIGN_FOLDER =
            external(
                    "MUS-4526",
                    "The data folder is not free",
                    "A restore makes its folder and overwrites nothing. What lies there is no"
                            + " restore of this step.",
                    "Move it away or name another folder: `mv DATA DATA.old`.");
    public static final ErrorCode FOLDER =
            external(
                    "MUS-4527",
                    "The data folder cannot be made",
                    "The folder appears whole by one rename beside it, so the folder above it must"
                            + " be writable, and it must not be a mount point itself.",
                    "Name a folder below the mount point, or give the folder above to this user.");
    public static final ErrorCode SPACE =
            new ErrorCode(
                    "MUS-4528",
                    ErrorKind.RESOURCE,
                    "There is no space for the restore",
                    "The base backup and the log that is replayed on it need more than is free.",
                    "Free some space, or name a folder on a larger disk.");
    public static final ErrorCode BACKUP_CONTENT =
            external(
                    "MUS-4529",
                    "The base backup lacks something",
                    "A file or value that every base backup of a cluster has is not in this one.",
                    "Restore another recovery point, and report this one.");

    public static final ErrorCode BINARIES =
            external(
                    "MUS-4530",
                    "The server's programs do not fit",
                    "A data folder runs only with programs of its own major version; `bin` has"
                            + " none or others.",
                    "Install that version and set `recover.server.bin`, such as"
                            + " /usr/lib/postgresql/15/bin.");
    public static final ErrorCode PORT =
            new ErrorCode(
                    "MUS-4531",
                    ErrorKind.RESOURCE,
                    "The restored cluster's port is in use",
                    "Another process listens on `recover.server.port`.",
                    "See who it is with `ss -ltnp`, stop it, or set another port.");
    public static final ErrorCode START =
            external(
                    "MUS-4532",
                    "The restored cluster did not start",
                    "The server ended, or did not finish its replay. Its own last words are in the"
                            + " message.",
                    "Read the log that the message names; after mending the cause, run the same"
                            + " command again.");
    public static final ErrorCode RUN_AS =
            external(
                    "MUS-4533",
                    "The restored cluster has no user to run as",
                    "PostgreSQL refuses to run as root. As root, Muster starts it as `user`, as the"
                            + " owner of the folder above `data`, or in a user namespace.",
                    "Set `recover.server.user`, such as postgres.");
    public static final ErrorCode FELL_SHORT =
            external(
                    "MUS-4534",
                    "The replay ended before it should",
                    "The server stopped replaying before the end of the log that was laid out for"
                            + " it, so committed transactions are missing.",
                    "Keep the folder and its log, restore into another folder, and report this.");
    public static final ErrorCode NO_SERVER =
            new ErrorCode(
                    "MUS-4535",
                    ErrorKind.STRATEGY,
                    "The strategy does not say how to start the restored cluster",
                    "To be started, a restored cluster needs programs, a data folder and a port.",
                    "Add `server: { bin: ..., data: ..., port: ... }` under `recover`.");
    public static final ErrorCode NOT_RESTORED =
            external(
                    "MUS-4536",
                    "There is no restored cluster to start",
                    "The data folder is missing, or holds no finished restore.",
                    "Restore first: `muster restore COMPONENT --to latest`.");
    public static final ErrorCode STILL_WRITES =
            external(
                    "MUS-4537",
                    "The old primary still takes writes",
                    "It answers and is no standby. A second primary beside it would make two"
                            + " histories that nobody can bring together.",
                    "Stop it on its host, such as `sudo systemctl stop postgresql`, then go on:"
                            + " `muster run resume`.");

    public static final ErrorCode RUNNING =
            external(
                    "MUS-4538",
                    "A server runs on the data folder",
                    "A restore in place replaces the folder, and whoever works in it would go on"
                            + " in the old one.",
                    "Stop it, such as by `sudo systemctl stop postgresql`, then type the same"
                            + " command again.");
    public static final ErrorCode OTHER_DATA =
            external(
                    "MUS-4539",
                    "The data folder is not this cluster's",
                    "A restore in place replaces the data folder of the cluster that was backed up:"
                            + " of the same major version and system identifier, and no other.",
                    "Name that folder with `--into`, or move away what is there: `mv DATA"
                            + " DATA.old`.");
    public static final ErrorCode OWNER =
            external(
                    "MUS-4540",
                    "The data folder belongs to somebody else",
                    "A server starts only on a folder of its own user, so a restore in place keeps"
                            + " the owner.",
                    "Run the command as that user or as root.");

    public static final ErrorCode NO_PREVIEW =
            external(
                    "MUS-4541",
                    "There is no preview in the folder",
                    "A preview is made by `muster restore COMPONENT --preview --into DIR`, and only"
                            + " there it can be moved on, looked into, or ended.",
                    "Name the folder of the preview with `--into`.");
    public static final ErrorCode NOT_LATER =
            external(
                    "MUS-4542",
                    "A preview goes forward only",
                    "It stands at a later moment already, and replay cannot be taken back.",
                    "Open another one at the earlier moment, in another folder.");
    public static final ErrorCode EXTRACT =
            external(
                    "MUS-4543",
                    "Nothing can be taken out of the preview",
                    "What was named is not there, the role may not read it, or the tools that it is"
                            + " taken out with are not in `recover.server.bin`.",
                    "Look into the preview with psql; grant the role what it lacks on the source, or"
                            + " install PostgreSQL's client tools.");
    public static final ErrorCode STANDBY =
            external(
                    "MUS-4545",
                    "The standby cannot be read from now",
                    "Backups and log are read from the standby in `read-from`. It lacks what the"
                            + " primary has already, it changed its timeline or took over in the"
                            + " middle, or its primary writes log that no standby can be backed up"
                            + " with. What was captured before stays as it is.",
                    "Do what the message names; or remove `read-from`, so that the primary is"
                            + " read.");
    public static final ErrorCode TLS =
            external(
                    "MUS-4546",
                    "The encrypted connection was refused",
                    "The server's certificate is not the one that was expected: it expired, nobody"
                            + " who is known signed it, or it names another host; or both sides"
                            + " have no protocol in common. Nothing is sent to such a server.",
                    "Renew the server's certificate and reload it; put who signed it into"
                            + " ~/.postgresql/root.crt. What is captured until then waits in the"
                            + " slot.");

    public static final ErrorCode NO_STANDBY =
            external(
                    "MUS-4547",
                    "What is in the standby's place is no standby",
                    "A strategy with `method: promote` keeps a standby in `recover.server.data`."
                            + " There is another cluster, one that was promoted by somebody"
                            + " else and lacks what was captured, or one that is no standby any"
                            + " more. Muster neither promotes it nor puts it aside, since nobody"
                            + " knows what is in it.",
                    "Look at it. If nothing of it is needed, move it away; the recovery then"
                            + " restores out of the vault.");
    public static final ErrorCode STANDBY_AWAY =
            external(
                    "MUS-4560",
                    "There is no standby that could take over",
                    "The strategy recovers by promoting a standby in `recover.server`. None is"
                            + " there, or what is there takes writes by itself. A recovery would"
                            + " restore out of the vault instead: nothing captured is lost, but it"
                            + " takes as long as a restore.",
                    "Make one with muster restore COMPONENT --standby, and start it.");
    public static final ErrorCode CUT =
            external(
                    "MUS-4549",
                    "Tables were cut shorter while a backup of changes began",
                    "A server from 17 on that is asked for what changed can lose pages of a table"
                            + " that VACUUM cut shorter and that grew again. Muster has such"
                            + " tables sent whole, as far as it knows of them when a backup"
                            + " begins.",
                    "Nothing of the attempt is kept. `muster backup` tries again by itself, and"
                            + " reads everything if that fails, too.");
    public static final ErrorCode PATRONI =
            external(
                    "MUS-4548",
                    "Patroni decides which server leads",
                    "The standby is managed by Patroni. A promotion behind its back would be taken"
                            + " back by it, or would make a second primary. So Patroni promotes,"
                            + " and Muster goes on once it did.",
                    "`patronictl failover CLUSTER --candidate MEMBER`, then the same command"
                            + " again.");
    public static final ErrorCode ADDRESS =
            new ErrorCode(
                    "MUS-4544",
                    ErrorKind.USAGE,
                    "this is no address of a PostgreSQL server",
                    "An address names one server, a role and a database:"
                            + " postgresql://ROLE@HOST:PORT/DATABASE. Port and database may be left"
                            + " out; the password is best left to an environment variable, since"
                            + " others on the machine can see what is typed.",
                    "muster init --from postgresql://ROLE@HOST:5432/DATABASE");

    private PostgresqlErrors() {}

    private static ErrorCode external(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.EXTERNAL, title, explanation, remedy);
    }
}

package dev.muster.provider.redis.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a Redis server; MUS-4800 to MUS-4849.
public final class RedisErrors {
    public static final ErrorCode UNREACHABLE =
            external(
                    "MUS-4800",
                    "The Redis server cannot be reached",
                    "Nobody answers at the address of `connection`, or not in time. Nothing can be"
                            + " backed up or captured from there; what is in the vault can be"
                            + " restored.",
                    "Try `redis-cli -h HOST -p PORT PING` from the same host; look at `bind`,"
                            + " `protected-mode`, firewalls and whether the server runs.");
    public static final ErrorCode LOGIN =
            external(
                    "MUS-4801",
                    "The Redis server refused the login",
                    "There is no such user, it is switched off, its password is another one, or"
                            + " the server wants a password and the strategy names none.",
                    "As an administrator: `ACL SETUSER muster on >PASSWORD -@all +psync +replconf"
                            + " +ping +info`; then set `user` and `password` under"
                            + " `connection`.");
    public static final ErrorCode VERSION =
            external(
                    "MUS-4802",
                    "This version of Redis is not supported",
                    "Muster reads the replication protocol of Redis 6.2 to 7 and Valkey 7.2 to 8."
                            + " What it does not know, it does not touch.",
                    "Upgrade the server, or use a Muster that knows its version.");
    public static final ErrorCode RIGHTS =
            external(
                    "MUS-4803",
                    "The user may not replicate",
                    "Base backups and capture go over the replication protocol, which needs the"
                            + " commands PSYNC, REPLCONF, PING and INFO, and no keys.",
                    "As an administrator: `ACL SETUSER muster on >PASSWORD -@all +psync +replconf"
                            + " +ping +info`, then `ACL SAVE` or `CONFIG REWRITE`.");
    public static final ErrorCode REPLICA =
            external(
                    "MUS-4804",
                    "The Redis server is a replica",
                    "Muster reads from the primary: what a replica has not got yet would be"
                            + " missing, and nothing would tell.",
                    "Set `connection` to the primary; `INFO replication` names it as"
                            + " master_host.");
    public static final ErrorCode CLUSTER =
            external(
                    "MUS-4805",
                    "Redis Cluster is not supported yet",
                    "Each primary of a cluster has a stream of its own, and slots move between"
                            + " them. A backup of one of them would look whole and not be it.",
                    "Protect a server without `cluster-enabled`; see docs/redis.md.");
    public static final ErrorCode SERVER =
            external(
                    "MUS-4807",
                    "The Redis server refused or broke off",
                    "The server answered with an error, or the connection ended in the middle.",
                    "Read the server's log; then run the same command again.");
    public static final ErrorCode BUSY =
            external(
                    "MUS-4808",
                    "Another receiver captures this component",
                    "The server already feeds a receiver of the same name. Two that write the"
                            + " same log into a vault would get in each other's way.",
                    "Stop the other `muster serve`. A receiver that died is forgotten by the"
                            + " server within `repl-timeout`, a minute by default.");
    public static final ErrorCode TLS =
            external(
                    "MUS-4809",
                    "No encrypted connection can be made to the Redis server",
                    "The server speaks no TLS on this port, its certificate is not signed by the"
                            + " authority in `ca`, or it does not name the host.",
                    "Try `redis-cli --tls --cacert CA -h HOST -p PORT PING`; see `tls-port` and"
                            + " `tls-auth-clients` in redis.conf.");
    public static final ErrorCode NO_SERVER =
            new ErrorCode(
                    "MUS-4810",
                    ErrorKind.STRATEGY,
                    "The strategy does not say how the server comes back",
                    "A restored server is started with a program, in a folder, on a port, which"
                            + " only the strategy can name.",
                    "Add `server: { bin: ..., data: ..., port: ... }` under `recover`.");
    public static final ErrorCode ADDRESS =
            new ErrorCode(
                    "MUS-4811",
                    ErrorKind.USAGE,
                    "The address of a Redis server cannot be used",
                    "An address is `redis://USER@HOST:PORT`, or `rediss://` for TLS.",
                    "`muster init --from redis://muster@HOST:6379`");
    public static final ErrorCode BEFORE_BASE =
            external(
                    "MUS-4820",
                    "The target lies before the base backup",
                    "Captured commands are run forward only: a base backup can be brought to"
                            + " moments after it was taken.",
                    "Choose an older recovery point or a later moment: `muster points"
                            + " COMPONENT`.");
    public static final ErrorCode AFTER_END =
            external(
                    "MUS-4821",
                    "The target lies after what was captured",
                    "What was captured ends before the target, so nobody can tell what the data"
                            + " was then.",
                    "`muster points COMPONENT` shows the window; `--to latest` brings back all.");
    public static final ErrorCode HOLE =
            external(
                    "MUS-4822",
                    "What was captured has a hole before the target",
                    "Changes between the base backup and the target were never captured.",
                    "Choose a recovery point after the hole: `muster points COMPONENT`.");
    public static final ErrorCode NO_LINE =
            external(
                    "MUS-4823",
                    "The target has another replication id",
                    "What was captured after the base backup does not lead to that replication"
                            + " id.",
                    "Choose a recovery point of that id: `muster points COMPONENT`.");
    public static final ErrorCode NO_SUCH_TARGET =
            external(
                    "MUS-4824",
                    "Redis has no such target",
                    "A Redis server can be brought to a time, to an offset of its replication"
                            + " stream, or to the end. It numbers no transactions and names no"
                            + " points.",
                    "`--to latest`, `--to 2026-03-01T10:30:00Z` or `--to offset:NUMBER`.");
    public static final ErrorCode DAMAGED_LOG =
            external(
                    "MUS-4825",
                    "The captured stream cannot be read",
                    "What was captured is not a sequence of commands. Its bytes are as they came,"
                            + " so that the server sent something that Muster does not know.",
                    "Restore to a moment before it, and report this.");
    public static final ErrorCode FOLDER =
            resource(
                    "MUS-4830",
                    "The data folder cannot be made",
                    "A restore makes a folder beside the data folder and renames it at the end.",
                    "Look at the folder above: `ls -ld`, `df -h`.");
    public static final ErrorCode FOREIGN_FOLDER =
            resource(
                    "MUS-4831",
                    "The data folder is not empty",
                    "A restore never writes over anything.",
                    "Move it away, or restore elsewhere with `--into`.");
    public static final ErrorCode SPACE =
            resource(
                    "MUS-4832",
                    "There is not enough space for the restore",
                    "A restore needs room for the base backup and the captured commands.",
                    "Make room: `df -h`.");
    public static final ErrorCode BINARIES =
            resource(
                    "MUS-4833",
                    "There is no fitting Redis to start the data with",
                    "A server loads data of its own version and of older ones. It needs the"
                            + " program, `redis-server` or `valkey-server`, on the machine that"
                            + " recovers.",
                    "Install it there and set `recover.server.bin`.");
    public static final ErrorCode PORT =
            resource(
                    "MUS-4834",
                    "The restored server's port is taken",
                    "Somebody else listens on the port that `recover.server` names.",
                    "`ss -ltnp 'sport = :PORT'` shows who.");
    public static final ErrorCode START =
            external(
                    "MUS-4835",
                    "The restored server did not start",
                    "The server ended before it took writes; its own words are in the message.",
                    "Read the end of DATA.log.");
    public static final ErrorCode NOT_RESTORED =
            external(
                    "MUS-4836",
                    "The folder holds no restore",
                    "Only a folder that a restore completed is started.",
                    "`muster restore COMPONENT --to latest`");
    public static final ErrorCode STILL_WRITES =
            external(
                    "MUS-4837",
                    "The old server still takes writes",
                    "It answers as a primary. Two primaries that both take writes cannot be"
                            + " brought together again.",
                    "Stop it: `redis-cli -h HOST -p PORT SHUTDOWN`, then run the same command"
                            + " again.");
    public static final ErrorCode BACKUP_CONTENT =
            external(
                    "MUS-4838",
                    "The base backup is not one of a Redis server",
                    "It lacks the dump or does not say of what it is.",
                    "Choose another recovery point: `muster points COMPONENT`.");

    private RedisErrors() {}

    private static ErrorCode external(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.EXTERNAL, title, explanation, remedy);
    }

    private static ErrorCode resource(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.RESOURCE, title, explanation, remedy);
    }
}

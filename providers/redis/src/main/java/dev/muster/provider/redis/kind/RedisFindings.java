package dev.muster.provider.redis.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What a strategy can have wrong or weak about a Redis server; MUS-4850 to MUS-4879.
public final class RedisFindings {
    public static final ErrorCode NO_SERVER =
            finding(
                    "MUS-4850",
                    "A Redis server has nothing to come back on",
                    "A restore ends with a data folder. To serve again, the plan must know with"
                            + " which program it is started, where the folder is, and on which"
                            + " port it listens.",
                    "Add `server: { bin: ..., data: ..., port: ... }` under the component's"
                            + " `recover`.");
    public static final ErrorCode METHOD =
            finding(
                    "MUS-4851",
                    "A way back that a Redis server has not",
                    "Muster brings a Redis server back by `restore`. It cannot be redeployed,"
                            + " because it holds data, and Muster promotes no replica of it.",
                    "Write `method: restore`, or leave `method` out.");
    public static final ErrorCode CAPTURED_AT_HOME =
            finding(
                    "MUS-4852",
                    "The changes are captured in the server's own region",
                    "A receiver in the region of its source is lost together with it, with"
                            + " everything that it had not yet shipped.",
                    "Set `capture-from` to a region that is not lost with the server.");
    public static final ErrorCode NO_WAITING =
            finding(
                    "MUS-4853",
                    "Redis has no synchronous commit",
                    "A Redis server answers a write before any replica has it, and no setting of"
                            + " its own changes that. A program that must not lose a write asks"
                            + " for it with WAIT: Muster acknowledges only what is durable, so"
                            + " that WAIT 1 returns once the write is.",
                    "Set `synchronous: false`, and type WAIT after the writes that count.");
    public static final ErrorCode IN_CLEAR =
            finding(
                    "MUS-4854",
                    "Data crosses a network unencrypted",
                    "With `tls: disable`, the password and everything that is backed up and"
                            + " captured can be read on the way.",
                    "Set `tls: verify-full`, or `require` where no certificate can be checked.");
    public static final ErrorCode SAME_PORT =
            finding(
                    "MUS-4855",
                    "The restored server would take the port of the protected one",
                    "Both are on this host with the same port, so the restored one cannot start"
                            + " while the other runs or its region only looked lost.",
                    "Give `recover.server` a port of its own.");
    public static final ErrorCode NO_ASSERTION =
            finding(
                    "MUS-4856",
                    "Nothing asks whether the restored data makes sense",
                    "Data can load and still be the wrong one: an empty server, another one, a"
                            + " state from long ago. Only an assertion of yours can tell.",
                    "Add commands that must answer something under `recover`: `verify: [ \"EXISTS"
                            + " config:main\" ]`.");

    private RedisFindings() {}

    private static ErrorCode finding(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.STRATEGY, title, explanation, remedy);
    }
}

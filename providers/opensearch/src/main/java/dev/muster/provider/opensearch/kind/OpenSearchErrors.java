package dev.muster.provider.opensearch.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with an OpenSearch cluster; MUS-4880 to MUS-4893.
public final class OpenSearchErrors {
    public static final ErrorCode UNREACHABLE =
            external(
                    "MUS-4880",
                    "The OpenSearch cluster cannot be reached",
                    "Nobody answers at the address of `connection`, not in time, or not in HTTP as"
                            + " `tls` says.",
                    "Try `curl http://HOST:PORT/` (or https) from the same host; look at"
                            + " `network.host`, firewalls and whether a node runs there.");
    public static final ErrorCode LOGIN =
            external(
                    "MUS-4881",
                    "The OpenSearch cluster refused the login or a right",
                    "There is no such user, its password is another one, or it may not do what a"
                            + " backup or a restore needs.",
                    "Give it the role `manage_snapshots`, and set `user` and `password` under"
                            + " `connection`.");
    public static final ErrorCode VERSION =
            external(
                    "MUS-4882",
                    "This is no OpenSearch that Muster knows",
                    "Muster knows OpenSearch 1 to 3. A cluster restores snapshots of its own"
                            + " version and of older ones, back to the major version before its"
                            + " own.",
                    "Let it come back in a cluster of the same version or a newer one.");
    public static final ErrorCode REPOSITORY =
            external(
                    "MUS-4883",
                    "The repository of the snapshots cannot be used",
                    "The folder must lie below `path.repo` of every node, all nodes must share it,"
                            + " and the user that Muster runs as must be able to read it.",
                    "Add the folder above it to `path.repo` in opensearch.yml of every node, and"
                            + " start them anew.");
    public static final ErrorCode REFUSED =
            external(
                    "MUS-4884",
                    "The OpenSearch cluster refused",
                    "It answered with an error; its own words are in the message.",
                    "Read the log of the cluster manager; then run the same command again.");
    public static final ErrorCode SNAPSHOT =
            external(
                    "MUS-4885",
                    "The snapshot is not whole",
                    "Some shards could not be saved, often because they have no primary now. A"
                            + " backup without them would look whole and not be it.",
                    "See `GET _cluster/health`; once it is not red, run `muster backup COMPONENT`"
                            + " again.");
    public static final ErrorCode CHANGED =
            external(
                    "MUS-4886",
                    "Somebody else changes the repository",
                    "While it was copied, a snapshot was made or deleted there. Only Muster may do"
                            + " so, because a copy that mixes two states restores nothing.",
                    "Take it out of other snapshot policies, then: muster backup COMPONENT");
    public static final ErrorCode NO_CLUSTER =
            new ErrorCode(
                    "MUS-4887",
                    ErrorKind.STRATEGY,
                    "The strategy does not say where the indices come back",
                    "Indices come back in a cluster that runs already, which only the strategy can"
                            + " name.",
                    "Add `cluster: { connection: { host: ... }, repository: ... }` under"
                            + " `recover`.");
    public static final ErrorCode TARGET =
            external(
                    "MUS-4888",
                    "That moment cannot be brought back",
                    "OpenSearch keeps no log of changes that could be captured. What can be"
                            + " brought back is the state of each snapshot.",
                    "Choose a moment after a recovery point: `muster points COMPONENT`; or"
                            + " `--to latest`.");
    public static final ErrorCode FOLDER =
            external(
                    "MUS-4889",
                    "The folder of the restored snapshots cannot be made",
                    "The folder appears whole by one rename beside it, so the folder above it must"
                            + " be writable, and it must not be a mount point itself.",
                    "Name a folder below the mount point, or give the folder above to this user.");
    public static final ErrorCode FOREIGN_FOLDER =
            external(
                    "MUS-4890",
                    "The folder of the restored snapshots is not free",
                    "A restore makes its folder and overwrites nothing. What lies there is no"
                            + " restore of this step.",
                    "Move it away or name another folder: `mv FOLDER FOLDER.old`.");
    public static final ErrorCode SPACE =
            new ErrorCode(
                    "MUS-4891",
                    ErrorKind.RESOURCE,
                    "There is no space for the restore",
                    "The snapshots need more than is free; the indices need as much again on the"
                            + " nodes.",
                    "Free some space, or name a folder on a larger disk.");
    public static final ErrorCode INDICES =
            external(
                    "MUS-4892",
                    "Indices could not be brought back",
                    "An index of that name is there already, or a shard could not be read from the"
                            + " snapshot. Nothing that was there is touched.",
                    "Look at the index that the message names; delete it if nobody needs it, then"
                            + " run the same command again.");
    public static final ErrorCode STILL_WRITES =
            external(
                    "MUS-4893",
                    "The old cluster still takes writes",
                    "It answers, and could not be made read-only. What is written there now would"
                            + " be lost.",
                    "As an administrator: set `cluster.blocks.read_only` to true, or stop its"
                            + " nodes.");

    private OpenSearchErrors() {}

    private static ErrorCode external(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.EXTERNAL, title, explanation, remedy);
    }
}

package dev.muster.provider.opensearch.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What a strategy can have wrong or weak about an OpenSearch cluster; MUS-4894 to MUS-4898.
public final class OpenSearchFindings {
    public static final ErrorCode METHOD =
            finding(
                    "MUS-4894",
                    "A way back that indices have not",
                    "Muster brings indices back by `restore`, into a cluster that runs already.",
                    "Write `method: restore`, or leave `method` out.");
    public static final ErrorCode NO_CLUSTER =
            finding(
                    "MUS-4895",
                    "The indices have nothing to come back in",
                    "A restore ends with a folder of snapshots. To serve again, the plan must know"
                            + " the cluster that reads them.",
                    "Add `cluster: { connection: { host: ... }, repository: ... }` under the"
                            + " component's `recover`.");
    public static final ErrorCode SAME_CLUSTER =
            finding(
                    "MUS-4896",
                    "The indices would come back in the cluster that was lost",
                    "Where the protected cluster and that of the recovery are the same, or share"
                            + " the folder of their snapshots, the loss of one is the loss of"
                            + " both.",
                    "Name a cluster and a folder of another region under `recover`.");
    public static final ErrorCode IN_CLEAR =
            finding(
                    "MUS-4897",
                    "Data crosses a network unencrypted",
                    "With `tls: disable`, the password can be read on the way.",
                    "Set `tls: verify-full`, or `require` where no certificate can be checked.");
    public static final ErrorCode NO_ASSERTION =
            finding(
                    "MUS-4898",
                    "Nothing asks whether the restored documents make sense",
                    "Documents can come back and still be the wrong ones. Only a question of yours"
                            + " can tell.",
                    "Add questions that must count something under `recover`: `verify: ["
                            + " \"orders/_count?q=state:paid\" ]`.");

    private OpenSearchFindings() {}

    private static ErrorCode finding(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.STRATEGY, title, explanation, remedy);
    }
}

package dev.muster.provider.opensearch.recovered;

import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.processes.LocalPorts;
import dev.muster.processes.LocalProcesses;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the old cluster take no more writes, and says how sure that is.
///
/// It is proved where the cluster answers that it is read-only, or where its host is this one and
/// no process of OpenSearch is left. One that answers and refuses is an error, not an assumption.
public final class Fencing {
    private static final String BLOCK = "cluster.blocks.read_only";

    private final Cluster old;

    public Fencing(Cluster old) {
        this.old = old;
    }

    public Fence run() throws InterruptedException {
        try {
            ObjectNode body = Cluster.object();
            body.putObject("persistent").put(BLOCK, true);
            old.put("_cluster/settings", body);
            JsonNode now = old.get("_cluster/settings?flat_settings=true");
            if (now.path("persistent").path(BLOCK).asString("").equals("true")) {
                return Fence.PROVED;
            }
        } catch (MusterException refusal) {
            if (refusal.code().equals(OpenSearchErrors.UNREACHABLE)) {
                return noneIsLeft() ? Fence.PROVED : Fence.ASSUMED;
            }
            throw stillWrites(String.valueOf(refusal.getMessage()), refusal);
        }
        throw stillWrites(old + ": it does not keep " + BLOCK, null);
    }

    private static RuntimeException stillWrites(String why, @Nullable MusterException cause) {
        String hint = "on its hosts: sudo systemctl stop opensearch";
        return cause == null
                ? OpenSearchErrors.STILL_WRITES.error(why, hint)
                : OpenSearchErrors.STILL_WRITES.error(why, hint, cause);
    }

    private boolean noneIsLeft() {
        try {
            return LocalPorts.refuses(old.address()) && noProcess();
        } catch (IOException unsure) {
            return false;
        }
    }

    /// Which port a node listens on cannot be told from outside, so that any counts.
    private static boolean noProcess() throws IOException {
        return LocalProcesses.none(process -> {
            String words = process.commandLine().toLowerCase(Locale.ROOT);
            return words.split("\0", 2)[0].endsWith("java") && words.contains("opensearch");
        });
    }
}

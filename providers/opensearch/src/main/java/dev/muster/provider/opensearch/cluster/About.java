package dev.muster.provider.opensearch.cluster;

import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a cluster says it is.
///
/// @param uuid which one
/// @param version such as `3.8.0`
public record About(String uuid, String version) {
    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)(\\..*)?");
    private static final int NEWEST = 3;

    /// @throws dev.muster.model.MusterException if it is none that Muster knows
    public static About of(Cluster cluster) throws InterruptedException {
        JsonNode root = cluster.get("");
        JsonNode version = root.path("version");
        String number = version.path("number").asString("");
        String product = version.path("distribution").asString("elasticsearch");
        if (!product.equals("opensearch") || major(number) < 1 || major(number) > NEWEST) {
            throw OpenSearchErrors.VERSION.error(
                    cluster + " is " + product + " " + number + ", not OpenSearch 1 to 3",
                    "see docs/opensearch.md for what is supported");
        }
        return new About(root.path("cluster_uuid").asString(""), number);
    }

    /// Whether it can restore what another version saved.
    public boolean canRestore(String saved) {
        int here = major(version);
        int there = major(saved);
        return there == here ? minor(saved) <= minor(version) : there == here - 1;
    }

    private static int major(String version) {
        return part(version, 1);
    }

    private static int minor(String version) {
        return part(version, 2);
    }

    private static int part(String version, int group) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() && matcher.group(group).length() < 6
                ? Integer.parseInt(matcher.group(group))
                : -1;
    }

    @Override
    public String toString() {
        return "OpenSearch " + version;
    }
}

package dev.muster.provider.opensearch.kind;

import dev.muster.kind.ComponentFindings;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.provider.opensearch.kind.OpenSearchSettings.Cluster;
import dev.muster.provider.opensearch.kind.OpenSearchSettings.Connection;
import java.util.List;
import java.util.Set;

/// What is wrong or weak about one cluster in a strategy.
final class Rules {
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "::1");

    private final Situation<OpenSearchSettings> situation;
    private final OpenSearchSettings settings;
    private final ComponentFindings findings;

    Rules(Situation<OpenSearchSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
        this.findings = new ComponentFindings(situation.component());
    }

    List<Finding> findings() {
        wayBack();
        encrypted(settings.connection(), "connection", "tls");
        settings.cluster().ifPresent(this::elsewhere);
        return findings.all();
    }

    private void wayBack() {
        findings.method(
                OpenSearchFindings.METHOD,
                situation.recovery(),
                Set.of(Method.RESTORE),
                "method: restore");
        if (settings.cluster().isEmpty()) {
            findings.add(
                    OpenSearchFindings.NO_CLUSTER,
                    Severity.ERROR,
                    "its snapshots can be restored in "
                            + situation.in()
                            + ", but no cluster reads them there",
                    "cluster: { connection: { host: ... }, repository: ... }",
                    "recover");
        }
        if (settings.assertions().isEmpty()) {
            findings.add(
                    OpenSearchFindings.NO_ASSERTION,
                    Severity.WARNING,
                    "a recovery checks that all documents are there, but not whether they make"
                            + " sense",
                    "verify: [ \"INDEX/_count?q=...\" ]",
                    "recover");
        }
    }

    private void elsewhere(Cluster cluster) {
        encrypted(cluster.connection(), "recover", "cluster", "connection", "tls");
        boolean same = cluster.connection().address().equals(settings.connection().address());
        if (same || cluster.repository().equals(settings.repository())) {
            findings.add(
                    OpenSearchFindings.SAME_CLUSTER,
                    Severity.ERROR,
                    (same
                                    ? "it would come back in " + settings.connection().address()
                                    : "its snapshots would be restored to " + settings.repository())
                            + ", where it is now",
                    "name a cluster and a folder of " + situation.in(),
                    "recover",
                    "cluster");
        }
    }

    private void encrypted(Connection connection, String... keys) {
        if (connection.tls() == Tls.DISABLE && !THIS_HOST.contains(connection.host())) {
            findings.add(
                    OpenSearchFindings.IN_CLEAR,
                    Severity.WARNING,
                    "the way to " + connection.host() + " is not encrypted",
                    "tls: verify-full",
                    keys);
        }
    }
}

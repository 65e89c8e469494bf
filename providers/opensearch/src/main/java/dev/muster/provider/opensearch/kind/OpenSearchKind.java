package dev.muster.provider.opensearch.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Look;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.RegionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kind `opensearch`: indices, brought back from snapshots into a cluster that runs elsewhere.
public final class OpenSearchKind implements ComponentKind<OpenSearchSettings> {
    @Override
    public String name() {
        return "opensearch";
    }

    @Override
    public String summary() {
        return "Indices of an OpenSearch cluster, with snapshots that are kept in the vault.";
    }

    @Override
    public Class<OpenSearchSettings> settings() {
        return OpenSearchSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DATA);
    }

    @Override
    public Optional<Address> address(Situation<OpenSearchSettings> situation, RegionId region) {
        return situation.address(
                region,
                situation
                        .settings()
                        .cluster()
                        .map(cluster -> cluster.connection().address())
                        .orElse(null),
                situation.settings().connection().address());
    }

    @Override
    public List<StepDraft> recipe(Situation<OpenSearchSettings> situation) {
        return situation.isLost() ? Recipe.of(situation) : List.of();
    }

    @Override
    public Procedure byHand(Action action, Situation<OpenSearchSettings> situation) {
        return new ByHand(situation).procedure(action);
    }

    @Override
    public Estimate estimate(Action action, Situation<OpenSearchSettings> situation) {
        return Estimates.of(action, situation);
    }

    @Override
    public List<Finding> rules(Situation<OpenSearchSettings> situation) {
        return new Rules(situation).findings();
    }

    @Override
    public Look look() {
        return new Look("database", "OpenSearch");
    }
}

package dev.muster.provider.postgresql.kind;

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

/// The kind `postgresql`: a whole cluster, brought back from base backups and captured log.
public final class PostgresqlKind implements ComponentKind<PostgresqlSettings> {
    /// Where a restored cluster is reached: it is started on the host that recovers.
    static final String LOOPBACK = "127.0.0.1";

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String summary() {
        return "A PostgreSQL cluster, versions 14 to 18, with base backups and captured log.";
    }

    @Override
    public Class<PostgresqlSettings> settings() {
        return PostgresqlSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.DATA,
                Capability.IN_PLACE,
                Capability.POINT_IN_TIME,
                Capability.CONTINUOUS_CAPTURE,
                Capability.SYNCHRONOUS_CAPTURE,
                Capability.STANDBY);
    }

    @Override
    public Optional<Address> address(Situation<PostgresqlSettings> situation, RegionId region) {
        return situation.address(
                region, recovered(situation).orElse(null), protectedAddress(situation.settings()));
    }

    /// Where the cluster that is protected is reached.
    public static Address protectedAddress(PostgresqlSettings settings) {
        return new Address(settings.connection().host(), settings.connection().port().number());
    }

    private static Optional<Address> recovered(Situation<PostgresqlSettings> situation) {
        return situation
                .settings()
                .server()
                .map(server -> new Address(LOOPBACK, server.port().number()));
    }

    @Override
    public List<StepDraft> recipe(Situation<PostgresqlSettings> situation) {
        return situation.isLost() ? Recipe.of(situation) : List.of();
    }

    @Override
    public Procedure byHand(Action action, Situation<PostgresqlSettings> situation) {
        return new ByHand(situation).procedure(action);
    }

    @Override
    public Estimate estimate(Action action, Situation<PostgresqlSettings> situation) {
        return Estimates.of(action, situation);
    }

    @Override
    public List<Finding> rules(Situation<PostgresqlSettings> situation) {
        return new Rules(situation).findings();
    }

    @Override
    public Look look() {
        return new Look("postgresql", "PostgreSQL");
    }
}

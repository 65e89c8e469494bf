package dev.muster.provider.mariadb.kind;

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

/// The kind `mariadb`: a whole server, brought back from base backups and captured binary log.
public final class MariadbKind implements ComponentKind<MariadbSettings> {
    /// Where a restored server is reached: it is started on the host that recovers.
    public static final String LOOPBACK = "127.0.0.1";

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String summary() {
        return "A MariaDB server, versions 10.6 to 11.8, with base backups and captured log.";
    }

    @Override
    public Class<MariadbSettings> settings() {
        return MariadbSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DATA, Capability.POINT_IN_TIME, Capability.CONTINUOUS_CAPTURE);
    }

    @Override
    public Optional<Address> address(Situation<MariadbSettings> situation, RegionId region) {
        return situation.address(
                region,
                situation
                        .settings()
                        .server()
                        .map(server -> new Address(LOOPBACK, server.port().number()))
                        .orElse(null),
                protectedAddress(situation.settings()));
    }

    /// Where the server that is protected is reached.
    public static Address protectedAddress(MariadbSettings settings) {
        return new Address(settings.connection().host(), settings.connection().port().number());
    }

    @Override
    public List<StepDraft> recipe(Situation<MariadbSettings> situation) {
        return situation.isLost() ? Recipe.of(situation) : List.of();
    }

    @Override
    public Procedure byHand(Action action, Situation<MariadbSettings> situation) {
        return new ByHand(situation).procedure(action);
    }

    @Override
    public Estimate estimate(Action action, Situation<MariadbSettings> situation) {
        return Estimates.of(action, situation);
    }

    @Override
    public List<Finding> rules(Situation<MariadbSettings> situation) {
        return new Rules(situation).findings();
    }

    @Override
    public Look look() {
        return new Look("database", "MariaDB");
    }
}

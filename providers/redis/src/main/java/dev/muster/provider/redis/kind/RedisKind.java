package dev.muster.provider.redis.kind;

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

/// The kind `redis`: one primary, brought back from base backups and its captured replication
/// stream.
public final class RedisKind implements ComponentKind<RedisSettings> {
    /// Where a restored server is reached: it is started on the host that recovers.
    static final String LOOPBACK = "127.0.0.1";

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String summary() {
        return "A Redis 6.2 to 7 or Valkey server, with base backups and captured changes.";
    }

    @Override
    public Class<RedisSettings> settings() {
        return RedisSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DATA, Capability.POINT_IN_TIME, Capability.CONTINUOUS_CAPTURE);
    }

    @Override
    public Optional<Address> address(Situation<RedisSettings> situation, RegionId region) {
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
    public static Address protectedAddress(RedisSettings settings) {
        return new Address(settings.connection().host(), settings.connection().port().number());
    }

    @Override
    public List<StepDraft> recipe(Situation<RedisSettings> situation) {
        return situation.isLost() ? Recipe.of(situation) : List.of();
    }

    @Override
    public Procedure byHand(Action action, Situation<RedisSettings> situation) {
        return new ByHand(situation).procedure(action);
    }

    @Override
    public Estimate estimate(Action action, Situation<RedisSettings> situation) {
        return Estimates.of(action, situation);
    }

    @Override
    public List<Finding> rules(Situation<RedisSettings> situation) {
        return new Rules(situation).findings();
    }

    @Override
    public Look look() {
        return new Look("database", "Redis");
    }
}

package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;

/// The checkers. Each endpoint is really probed, at its interval by the rehearsal's clock; so many
/// results in a row as its threshold says turn its status.
final class Health implements AutoCloseable {
    private static final int USUAL_INTERVAL = 30;
    private static final int USUAL_THRESHOLD = 3;
    private static final Set<String> CALCULATED = Set.of("CALCULATED");

    private final World world;
    private final Checks checks;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Set<String> probing = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /// What is known of an endpoint.
    ///
    /// @param row how many of the latest results contradict the status
    record State(
            long version, boolean healthy, int row, Instant next, Instant checked, String said) {}

    Health(World world, Checks checks) {
        this.world = world;
        this.checks = checks;
    }

    /// Probes what is due.
    void run() {
        Instant now = world.clock().instant();
        Set<String> known = new HashSet<>();
        for (Check check : checks.all()) {
            known.add(check.id());
            HealthCheckConfig config = check.read();
            boolean idle =
                    CALCULATED.contains(config.typeAsString())
                            || Boolean.TRUE.equals(config.disabled());
            if (idle) {
                continue;
            }
            State state = state(check, now);
            if (!now.isBefore(state.next()) && probing.add(check.id())) {
                workers.execute(() -> probe(check, config));
            }
        }
        states.keySet().retainAll(known);
    }

    /// A new check is healthy until its endpoint was asked, and so is one whose settings changed.
    private State state(Check check, Instant now) {
        return states.compute(
                check.id(),
                (id, old) ->
                        old != null && old.version() == check.version()
                                ? old
                                : new State(
                                        check.version(),
                                        true,
                                        0,
                                        now,
                                        now,
                                        "Success: not checked yet"));
    }

    private void probe(Check check, HealthCheckConfig config) {
        try {
            Probe.Result result = Probe.of(config);
            Instant now = world.clock().instant();
            states.computeIfPresent(
                    check.id(),
                    (id, old) ->
                            old.version() == check.version()
                                    ? after(old, config, result, now)
                                    : old);
        } finally {
            probing.remove(check.id());
        }
    }

    private static State after(
            State old, HealthCheckConfig config, Probe.Result result, Instant now) {
        int interval = config.requestInterval() == null ? USUAL_INTERVAL : config.requestInterval();
        int threshold =
                config.failureThreshold() == null ? USUAL_THRESHOLD : config.failureThreshold();
        int row = result.healthy() == old.healthy() ? 0 : old.row() + 1;
        boolean turns = row >= threshold;
        return new State(
                old.version(),
                turns != old.healthy(),
                turns ? 0 : row,
                now.plus(Duration.ofSeconds(interval)),
                now,
                result.said());
    }

    /// Whether records with this check are answered.
    boolean isHealthy(@Nullable String id) {
        Check check = id == null ? null : checks.find(id);
        return check == null || isHealthy(check, new HashSet<>());
    }

    private boolean isHealthy(Check check, Set<String> above) {
        HealthCheckConfig config = check.read();
        boolean inverted = Boolean.TRUE.equals(config.inverted());
        boolean healthy;
        if (Boolean.TRUE.equals(config.disabled())) {
            healthy = true;
        } else if (CALCULATED.contains(config.typeAsString())) {
            healthy = calculated(check, config, above);
        } else {
            healthy = state(check, world.clock().instant()).healthy();
        }
        return healthy != inverted;
    }

    private boolean calculated(Check check, HealthCheckConfig config, Set<String> above) {
        above.add(check.id());
        List<String> children = config.childHealthChecks();
        int healthy = 0;
        for (String id : children) {
            Check child = checks.find(id);
            // checks that count each other would count for ever
            boolean counts = child == null || (!above.contains(id) && isHealthy(child, above));
            healthy += counts ? 1 : 0;
        }
        int needed = config.healthThreshold() == null ? children.size() : config.healthThreshold();
        return healthy >= needed;
    }

    /// What a checker says of an endpoint.
    State observed(Check check) {
        return state(check, world.clock().instant());
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}

package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Json;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Shelf;
import dev.muster.rehearsal.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.DeleteHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.DeleteHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.GetHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.GetHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusRequest;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusResponse;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.ListHealthChecksRequest;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckResponse;

/// Health checks as they are asked for.
final class Checks {
    private static final Set<String> TYPES = Set.of("HTTP", "HTTP_STR_MATCH", "TCP", "CALCULATED");

    private final World world;
    private final Shelf<Check> shelf;
    private final ReentrantLock lock = new ReentrantLock();

    Checks(World world) {
        this.world = world;
        shelf = world.store().shelf("route53.checks", Check.class);
    }

    void addTo(Operations operations, Health health) {
        operations
                .on(
                        CreateHealthCheckRequest.class,
                        this::create,
                        "CallerReference",
                        "HealthCheckConfig")
                .on(
                        GetHealthCheckRequest.class,
                        (it, call) ->
                                Reply.of(
                                        GetHealthCheckResponse.builder()
                                                .healthCheck(get(it.healthCheckId(), call).shown())
                                                .build()),
                        "HealthCheckId")
                .on(
                        UpdateHealthCheckRequest.class,
                        this::update,
                        "HealthCheckId",
                        "HealthCheckVersion",
                        "IPAddress",
                        "Port",
                        "ResourcePath",
                        "FullyQualifiedDomainName",
                        "SearchString",
                        "FailureThreshold",
                        "Inverted",
                        "Disabled",
                        "HealthThreshold",
                        "ChildHealthChecks")
                .on(DeleteHealthCheckRequest.class, this::delete, "HealthCheckId")
                .on(ListHealthChecksRequest.class, this::list, "MaxItems")
                .on(
                        GetHealthCheckStatusRequest.class,
                        (it, call) -> status(it, call, health),
                        "HealthCheckId");
    }

    Shelf<Check> shelf() {
        return shelf;
    }

    Collection<Check> all() {
        return shelf.all();
    }

    @Nullable Check find(String id) {
        return shelf.get(id);
    }

    private Check get(String id, Call call) {
        Check check = shelf.get(id);
        if (check == null || !check.account().equals(call.account().id())) {
            throw Refusal.of(
                    404, "NoSuchHealthCheck", "A health check with id " + id + " does not exist.");
        }
        return check;
    }

    private Reply create(CreateHealthCheckRequest request, Call call) {
        HealthCheckConfig config = request.healthCheckConfig();
        if (config == null || request.callerReference() == null) {
            throw invalid("a health check has a caller reference and a configuration");
        }
        check(config);
        lock.lock();
        try {
            for (Check each : shelf.all()) {
                if (each.account().equals(call.account().id())
                        && each.reference().equals(request.callerReference())) {
                    return again(each, config);
                }
            }
            Check made =
                    new Check(
                            UUID.randomUUID().toString(),
                            call.account().id(),
                            request.callerReference(),
                            1,
                            Json.text(config),
                            call.now());
            world.store().commit(shelf.put(made.id(), made));
            return created(made);
        } finally {
            lock.unlock();
        }
    }

    /// The same request again is answered with what it made; another one is a mistake.
    private static Reply again(Check there, HealthCheckConfig config) {
        if (there.version() == 1 && there.config().equals(Json.text(config))) {
            return created(there);
        }
        throw Refusal.of(
                409,
                "HealthCheckAlreadyExists",
                "A health check with the caller reference %s has already been created with other settings."
                        .formatted(there.reference()));
    }

    private static Reply created(Check check) {
        return Reply.of(
                201,
                CreateHealthCheckResponse.builder()
                        .healthCheck(check.shown())
                        .location(
                                "https://route53.amazonaws.com/2013-04-01/healthcheck/"
                                        + check.id())
                        .build());
    }

    private static RuntimeException invalid(String why) {
        return Refusal.of(400, "InvalidInput", why);
    }

    private void check(HealthCheckConfig config) {
        if (!TYPES.contains(String.valueOf(config.typeAsString()))) {
            throw Refusal.notThere("health check of type " + config.typeAsString());
        }
        if (config.alarmIdentifier() != null
                || config.routingControlArn() != null
                || config.hasRegions()
                || Boolean.TRUE.equals(config.measureLatency())) {
            throw Refusal.notThere(
                    "health check by alarm or routing control, of chosen regions, or of latency");
        }
        if (config.typeAsString().equals("CALCULATED")) {
            for (String child : config.childHealthChecks()) {
                if (shelf.get(child) == null) {
                    throw invalid("the child health check " + child + " does not exist");
                }
            }
            return;
        }
        if (config.ipAddress() == null && config.fullyQualifiedDomainName() == null) {
            throw invalid("a health check has an IP address or a domain name");
        }
        checkFigures(config);
        boolean matches = config.typeAsString().equals("HTTP_STR_MATCH");
        if (matches != (config.searchString() != null && !config.searchString().isEmpty())) {
            throw invalid("a search string belongs to the type HTTP_STR_MATCH, and only to it");
        }
        if (config.typeAsString().equals("TCP") && config.resourcePath() != null) {
            throw invalid("a health check of type TCP has no resource path");
        }
    }

    private static void checkFigures(HealthCheckConfig config) {
        Integer interval = config.requestInterval();
        if (interval != null && interval != 10 && interval != 30) {
            throw invalid("RequestInterval is 10 or 30");
        }
        Integer threshold = config.failureThreshold();
        if (threshold != null && (threshold < 1 || threshold > 10)) {
            throw invalid("FailureThreshold is between 1 and 10");
        }
        Integer port = config.port();
        boolean needsPort = config.typeAsString().equals("TCP");
        boolean wrong = port == null ? needsPort : (port < 1 || port > 65535);
        if (wrong) {
            throw invalid("Port is between 1 and 65535");
        }
    }

    private Reply update(UpdateHealthCheckRequest request, Call call) {
        lock.lock();
        try {
            Check check = get(request.healthCheckId(), call);
            if (request.healthCheckVersion() != null
                    && request.healthCheckVersion() != check.version()) {
                throw Refusal.of(
                        409,
                        "HealthCheckVersionMismatch",
                        "The value of HealthCheckVersion in the request doesn't match the value in the health check.");
            }
            HealthCheckConfig fresh = merged(check.read(), request);
            check(fresh);
            Check changed = check.with(fresh);
            world.store().commit(shelf.put(changed.id(), changed));
            return Reply.of(
                    UpdateHealthCheckResponse.builder().healthCheck(changed.shown()).build());
        } finally {
            lock.unlock();
        }
    }

    private static <T> T or(@Nullable T fresh, T old) {
        return fresh == null ? old : fresh;
    }

    private static HealthCheckConfig merged(
            HealthCheckConfig old, UpdateHealthCheckRequest request) {
        HealthCheckConfig.Builder fresh =
                old.toBuilder()
                        .ipAddress(or(request.ipAddress(), old.ipAddress()))
                        .port(or(request.port(), old.port()))
                        .resourcePath(or(request.resourcePath(), old.resourcePath()))
                        .fullyQualifiedDomainName(
                                or(
                                        request.fullyQualifiedDomainName(),
                                        old.fullyQualifiedDomainName()))
                        .searchString(or(request.searchString(), old.searchString()))
                        .failureThreshold(or(request.failureThreshold(), old.failureThreshold()))
                        .inverted(or(request.inverted(), old.inverted()))
                        .disabled(or(request.disabled(), old.disabled()))
                        .healthThreshold(or(request.healthThreshold(), old.healthThreshold()));
        if (request.hasChildHealthChecks()) {
            fresh.childHealthChecks(request.childHealthChecks());
        }
        return fresh.build();
    }

    private Reply delete(DeleteHealthCheckRequest request, Call call) {
        lock.lock();
        try {
            Check check = get(request.healthCheckId(), call);
            boolean counted =
                    shelf.all().stream()
                            .anyMatch(it -> it.read().childHealthChecks().contains(check.id()));
            if (counted) {
                throw Refusal.of(
                        400,
                        "HealthCheckInUse",
                        "The health check %s is a child of another one.".formatted(check.id()));
            }
            world.store().commit(shelf.remove(check.id()));
            return Reply.of(DeleteHealthCheckResponse.builder().build());
        } finally {
            lock.unlock();
        }
    }

    private Reply list(ListHealthChecksRequest request, Call call) {
        List<Check> all =
                shelf.all().stream()
                        .filter(it -> it.account().equals(call.account().id()))
                        .toList();
        String most = request.maxItems() == null ? "100" : request.maxItems();
        if (all.size() > Integer.parseInt(most)) {
            throw Refusal.notThere("list of health checks in pages");
        }
        return Reply.of(
                ListHealthChecksResponse.builder()
                        .healthChecks(all.stream().map(Check::shown).toList())
                        .marker("")
                        .isTruncated(false)
                        .maxItems(most)
                        .build());
    }

    private Reply status(GetHealthCheckStatusRequest request, Call call, Health health) {
        Check check = get(request.healthCheckId(), call);
        HealthCheckConfig config = check.read();
        if (config.typeAsString().equals("CALCULATED")) {
            throw invalid("a calculated health check has no checkers");
        }
        Health.State state = health.observed(check);
        HealthCheckObservation seen =
                HealthCheckObservation.builder()
                        .region("us-east-1")
                        .ipAddress("127.0.0.1")
                        .statusReport(it -> it.status(state.said()).checkedTime(state.checked()))
                        .build();
        return Reply.of(
                GetHealthCheckStatusResponse.builder().healthCheckObservations(seen).build());
    }
}

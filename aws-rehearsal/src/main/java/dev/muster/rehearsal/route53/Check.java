package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.wire.Json;
import java.time.Instant;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;

/// A health check.
///
/// @param config as JSON of the SDK's class
record Check(
        String id, String account, String reference, long version, String config, Instant created) {
    HealthCheckConfig read() {
        return (HealthCheckConfig) Json.read(HealthCheckConfig.builder(), config);
    }

    HealthCheck shown() {
        return HealthCheck.builder()
                .id(id)
                .callerReference(reference)
                .healthCheckVersion(version)
                .healthCheckConfig(read())
                .build();
    }

    Check with(HealthCheckConfig other) {
        return new Check(id, account, reference, version + 1, Json.text(other), created);
    }
}

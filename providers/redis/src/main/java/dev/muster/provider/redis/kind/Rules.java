package dev.muster.provider.redis.kind;

import dev.muster.kind.ComponentFindings;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.kind.LogCapture;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.provider.redis.kind.RedisSettings.Connection;
import java.util.List;
import java.util.Set;

/// What is wrong or weak about one server in a strategy.
final class Rules {
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "::1");

    private final Situation<RedisSettings> situation;
    private final RedisSettings settings;
    private final ComponentFindings findings;

    Rules(Situation<RedisSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
        this.findings = new ComponentFindings(situation.component());
    }

    List<Finding> findings() {
        wayBack();
        connection();
        situation.protection().flatMap(protection -> protection.logs()).ifPresent(this::capture);
        return findings.all();
    }

    private void wayBack() {
        findings.method(
                RedisFindings.METHOD,
                situation.recovery(),
                Set.of(Method.RESTORE),
                "method: restore");
        if (settings.server().isEmpty()) {
            findings.add(
                    RedisFindings.NO_SERVER,
                    Severity.ERROR,
                    "it can be restored in " + situation.in() + ", but not started there",
                    "server: { bin: /usr/bin, data: /var/lib/redis/"
                            + situation.component()
                            + ", port: 6379 }",
                    "recover");
        }
        if (settings.assertions().isEmpty()) {
            findings.add(
                    RedisFindings.NO_ASSERTION,
                    Severity.WARNING,
                    "a recovery checks that the server loaded its data, but not whether the data"
                            + " makes sense",
                    "verify: [ \"EXISTS ...\" ]",
                    "recover");
        }
    }

    private void connection() {
        Connection connection = settings.connection();
        boolean here = THIS_HOST.contains(connection.host());
        if (connection.tls() == Tls.DISABLE && !here) {
            findings.add(
                    RedisFindings.IN_CLEAR,
                    Severity.WARNING,
                    "the way to " + connection.host() + " is not encrypted",
                    "tls: verify-full",
                    "connection",
                    "tls");
        }
        boolean samePort =
                settings.server().filter(it -> it.port().equals(connection.port())).isPresent();
        if (here && samePort) {
            findings.add(
                    RedisFindings.SAME_PORT,
                    Severity.ERROR,
                    "both the protected and the restored server are to listen on port "
                            + connection.port()
                            + " of this host",
                    "port: " + (connection.port().number() == 6379 ? 6380 : 6379),
                    "recover",
                    "server",
                    "port");
        }
    }

    private void capture(LogCapture logs) {
        if (situation.home().filter(logs.captureFrom()::equals).isPresent()) {
            findings.add(
                    RedisFindings.CAPTURED_AT_HOME,
                    Severity.WARNING,
                    "its changes are captured in " + logs.captureFrom() + ", where it runs itself",
                    "capture-from: "
                            + (situation.in().equals(logs.captureFrom())
                                    ? "ANOTHER"
                                    : situation.in().value()),
                    "protect",
                    "logs",
                    "capture-from");
        }
        if (logs.synchronous()) {
            findings.add(
                    RedisFindings.NO_WAITING,
                    Severity.ERROR,
                    "its writes cannot be made to wait for the capture",
                    "synchronous: false, and WAIT 1 in the program that writes",
                    "protect",
                    "logs",
                    "synchronous");
        }
    }
}

package dev.muster.provider.mariadb.kind;

import dev.muster.kind.ComponentFindings;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.kind.LogCapture;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.kind.Tls;
import dev.muster.provider.mariadb.kind.MariadbSettings.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is wrong or weak about one server in a strategy.
final class Rules {
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "::1");

    private final Situation<MariadbSettings> situation;
    private final MariadbSettings settings;
    private final ComponentFindings findings;

    Rules(Situation<MariadbSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
        this.findings = new ComponentFindings(situation.component());
    }

    List<Finding> findings() {
        wayBack();
        connection();
        if (situation.protection().isPresent()) {
            Optional<LogCapture> logs = situation.protection().flatMap(how -> how.logs());
            logs.ifPresentOrElse(this::capture, this::noCapture);
        }
        return findings.all();
    }

    private void wayBack() {
        findings.method(
                MariadbFindings.METHOD,
                situation.recovery(),
                Set.of(Method.RESTORE),
                "method: restore");
        if (settings.server().isEmpty()) {
            findings.add(
                    MariadbFindings.NO_SERVER,
                    Severity.ERROR,
                    "it can be restored in " + situation.in() + ", but not started there",
                    "server: { bin: /usr/sbin, data: /var/lib/mysql-"
                            + situation.component()
                            + ", port: 3307 }",
                    "recover");
        }
        if (settings.assertions().isEmpty()) {
            findings.add(
                    MariadbFindings.NO_ASSERTION,
                    Severity.WARNING,
                    "a recovery checks its pages, but not whether the data makes sense",
                    "verify: [ \"select count(*) > 0 from ...\" ]",
                    "recover");
        }
    }

    private void connection() {
        Connection connection = settings.connection();
        boolean here = THIS_HOST.contains(connection.host());
        if (connection.tls() == Tls.DISABLE && !here) {
            findings.add(
                    MariadbFindings.IN_CLEAR,
                    Severity.WARNING,
                    "the way to " + connection.host() + " is not encrypted",
                    "tls: verify-full",
                    "connection",
                    "tls");
        }
        boolean samePort =
                settings.server().filter(s -> s.port().equals(connection.port())).isPresent();
        if (here && samePort) {
            findings.add(
                    MariadbFindings.SAME_PORT,
                    Severity.ERROR,
                    "both the protected and the restored server are to listen on port "
                            + connection.port()
                            + " of this host",
                    "port: " + (connection.port().number() == 3306 ? 3307 : 3306),
                    "recover",
                    "server",
                    "port");
        }
    }

    private void noCapture() {
        findings.add(
                MariadbFindings.NO_LOGS,
                Severity.HINT,
                "what is committed after its last backup is lost with it",
                "logs: { capture-from: " + situation.in() + " }",
                "protect");
    }

    private void capture(LogCapture logs) {
        if (situation.home().filter(logs.captureFrom()::equals).isPresent()) {
            findings.add(
                    MariadbFindings.CAPTURED_AT_HOME,
                    Severity.WARNING,
                    "its log is captured in " + logs.captureFrom() + ", where it runs itself",
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
                    MariadbFindings.SYNCHRONOUS,
                    Severity.ERROR,
                    "its commits cannot wait for the capture",
                    "synchronous: false",
                    "protect",
                    "logs",
                    "synchronous");
        }
    }
}

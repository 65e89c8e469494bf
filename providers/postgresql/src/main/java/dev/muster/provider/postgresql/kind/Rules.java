package dev.muster.provider.postgresql.kind;

import dev.muster.kind.Action;
import dev.muster.kind.ComponentFindings;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.kind.Tls;
import dev.muster.model.Durations;
import dev.muster.model.ErrorCode;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Connection;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.ReadFrom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// What is wrong or weak about one cluster in a strategy.
final class Rules {
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "::1");

    private final Situation<PostgresqlSettings> situation;
    private final PostgresqlSettings settings;
    private final ComponentFindings findings;

    Rules(Situation<PostgresqlSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
        this.findings = new ComponentFindings(situation.component());
    }

    List<Finding> findings() {
        wayBack();
        connection();
        settings.readFrom().ifPresent(this::readFrom);
        situation.protection().flatMap(protection -> protection.logs()).ifPresent(this::capture);
        return findings.all();
    }

    private void wayBack() {
        findings.method(
                PostgresqlFindings.METHOD,
                situation.recovery(),
                Set.of(Method.RESTORE, Method.PROMOTE),
                "method: restore, or promote where a standby is kept");
        if (situation.recovery().method().filter(Method.PROMOTE::equals).isPresent()) {
            promotion();
        } else if (settings.patroni().isPresent()) {
            findings.add(
                    PostgresqlFindings.PATRONI_UNUSED,
                    Severity.WARNING,
                    "`patroni` is asked by a promotion only, and it comes back by a restore",
                    "method: promote",
                    "recover",
                    "patroni");
        }
        if (settings.server().isEmpty()) {
            findings.add(
                    PostgresqlFindings.NO_SERVER,
                    Severity.ERROR,
                    "it can be restored in " + situation.in() + ", but not started there",
                    "server: { bin: /usr/lib/postgresql/18/bin, data: /var/lib/postgresql/18/"
                            + situation.component()
                            + ", port: 5432 }",
                    "recover");
        }
        if (settings.assertions().isEmpty()) {
            findings.add(
                    PostgresqlFindings.NO_ASSERTION,
                    Severity.WARNING,
                    "a recovery checks its pages, but not whether the data makes sense",
                    "verify: [ \"select count(*) > 0 from ...\" ]",
                    "recover");
        }
    }

    private void promotion() {
        Action restore =
                new Action.Restore(
                        situation.component(), situation.in(), new RestoreTarget.Latest());
        Action start = new Action.Start(situation.component(), situation.in());
        Duration otherwise =
                Estimates.of(restore, situation)
                        .duration()
                        .plus(Estimates.of(start, situation).duration());
        findings.add(
                PostgresqlFindings.STANDBY_MAY_BE_LOST,
                Severity.HINT,
                "its predicted time is that of a standby that is there; without it, the restore"
                        + " takes "
                        + Durations.text(otherwise.truncatedTo(ChronoUnit.SECONDS))
                        + " more or less",
                "method: restore, to plan for the worse",
                "recover",
                "method");
    }

    private void connection() {
        Connection connection = settings.connection();
        boolean here = THIS_HOST.contains(connection.host());
        if (connection.tls() == Tls.DISABLE && !here) {
            findings.add(
                    PostgresqlFindings.IN_CLEAR,
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
                    PostgresqlFindings.SAME_PORT,
                    Severity.ERROR,
                    "both the protected and the restored cluster are to listen on port "
                            + connection.port()
                            + " of this host",
                    "port: " + (connection.port().number() == 5432 ? 5433 : 5432),
                    "recover",
                    "server",
                    "port");
        }
    }

    private void readFrom(ReadFrom standby) {
        Connection primary = settings.connection();
        if (standby.host().equals(primary.host()) && standby.port().equals(primary.port())) {
            findings.add(
                    PostgresqlFindings.STANDBY_IS_PRIMARY,
                    Severity.ERROR,
                    "`read-from` names the primary itself",
                    "remove read-from",
                    "read-from");
        }
        situation
                .protection()
                .flatMap(protection -> protection.logs())
                .ifPresent(logs -> readFrom(standby, logs));
    }

    private void readFrom(ReadFrom standby, LogCapture logs) {
        String name = standby.host() + ":" + standby.port();
        if (logs.synchronous()) {
            findings.add(
                    PostgresqlFindings.NO_WAIT_AT_STANDBY,
                    Severity.ERROR,
                    "its commits cannot wait for what is read from its standby " + name,
                    "remove read-from, or synchronous: false",
                    "protect",
                    "logs",
                    "synchronous");
        } else {
            findings.add(
                    PostgresqlFindings.READ_FROM_STANDBY,
                    Severity.HINT,
                    "what its standby " + name + " lags behind is lost with it too",
                    "remove read-from",
                    "read-from");
        }
    }

    private void capture(LogCapture logs) {
        if (situation.home().filter(logs.captureFrom()::equals).isPresent()) {
            findings.add(
                    PostgresqlFindings.CAPTURED_AT_HOME,
                    Severity.WARNING,
                    "its log is captured in " + logs.captureFrom() + ", where it runs itself",
                    "capture-from: " + elsewhere(logs.captureFrom()),
                    "protect",
                    "logs",
                    "capture-from");
        }
        if (logs.synchronous()) {
            synchronous(logs.onCaptureLost());
        } else {
            asynchronous(logs.onCaptureLost());
        }
    }

    private String elsewhere(RegionId here) {
        return situation.in().equals(here) ? "ANOTHER" : situation.in().value();
    }

    private void synchronous(OnCaptureLost policy) {
        switch (policy) {
            case OnCaptureLost.Stall _ ->
                    addPolicy(
                            PostgresqlFindings.STALLS,
                            Severity.HINT,
                            "its commits wait while the receiver is away",
                            "on-capture-lost: degrade-after 30s");
            case OnCaptureLost.DegradeAfter after ->
                    addPolicy(
                            PostgresqlFindings.DEGRADES,
                            Severity.WARNING,
                            "its commits pass uncaptured once the receiver was away for "
                                    + Durations.text(after.delay()),
                            "on-capture-lost: stall");
        }
    }

    private void asynchronous(OnCaptureLost policy) {
        findings.add(
                PostgresqlFindings.ASYNCHRONOUS,
                Severity.HINT,
                "commits within the capture's lag are lost with the source, and no stopped"
                        + " receiver is a fence",
                "synchronous: true",
                "protect",
                "logs");
        if (policy instanceof OnCaptureLost.DegradeAfter) {
            addPolicy(
                    PostgresqlFindings.NO_EFFECT,
                    Severity.WARNING,
                    "`" + policy + "` changes nothing where commits do not wait",
                    "synchronous: true");
        }
    }

    private void addPolicy(ErrorCode code, Severity severity, String message, String fix) {
        findings.add(code, severity, message, fix, "protect", "logs", "on-capture-lost");
    }
}

package dev.muster.provider.process.kind;

import dev.muster.kind.Finding;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.ErrorCode;
import dev.muster.model.RegionId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is found wrong in the settings of a process.
final class ProcessRules {
    private final Situation<ProcessSettings> situation;
    private final List<Finding> findings = new ArrayList<>();

    private ProcessRules(Situation<ProcessSettings> situation) {
        this.situation = situation;
    }

    static List<Finding> findings(Situation<ProcessSettings> situation) {
        ProcessRules rules = new ProcessRules(situation);
        rules.command();
        rules.placeholders();
        rules.health();
        rules.method();
        return List.copyOf(rules.findings);
    }

    private void command() {
        ProcessSettings there = situation.settings().in(situation.in());
        if (there.command().isEmpty()) {
            error(
                    ProcessErrors.NO_COMMAND,
                    "command",
                    situation.component() + " has no command to start in " + situation.in(),
                    "command: [ PROGRAM, ARGUMENT ]");
        }
    }

    private void placeholders() {
        Launch launch = Launch.of(situation.settings(), situation.in(), situation.dependencies());
        for (String unknown : new LinkedHashSet<>(launch.unknown())) {
            error(
                    ProcessErrors.UNKNOWN_PLACEHOLDER,
                    "command",
                    situation.component()
                            + " uses "
                            + unknown
                            + ", which names nothing in "
                            + situation.in(),
                    "use one of " + known());
        }
    }

    private String known() {
        List<String> names = new ArrayList<>(List.of("${region}", "${port}"));
        situation.dependencies().keySet().stream()
                .sorted()
                .forEach(component -> {
                    names.add("${" + component + ".host}");
                    names.add("${" + component + ".port}");
                });
        return String.join(", ", names);
    }

    private void health() {
        if (situation.settings().health().isEmpty()) {
            findings.add(
                    new Finding(
                            ProcessErrors.NO_HEALTH,
                            Finding.Severity.WARNING,
                            List.of("components", situation.component().value()),
                            situation.component()
                                    + " has no health check: a process that listens is taken for one that serves",
                            "health: { http: /health }"));
            return;
        }
        Health health = situation.settings().health().get();
        if (health.tcp() == health.http().isPresent()) {
            error(
                    ProcessErrors.HEALTH_UNCLEAR,
                    "health",
                    "the health check of "
                            + situation.component()
                            + " must have one of http and tcp",
                    "health: { http: /health }");
        }
        if (health.http().filter(path -> !isPath(path)).isPresent()) {
            error(
                    ProcessErrors.HEALTH_UNCLEAR,
                    "health",
                    "the health check of "
                            + situation.component()
                            + " asks "
                            + health.http().get()
                            + ", which is no path of a URL",
                    "health: { http: /health }");
        }
        for (RegionId region : regions()) {
            if (situation.settings().in(region).port().isEmpty()) {
                error(
                        ProcessErrors.HEALTH_UNCLEAR,
                        "health",
                        situation.component() + " has a health check but no port in " + region,
                        "port: NUMBER, or in: { " + region + ": { port: NUMBER } }");
            }
        }
    }

    private static boolean isPath(String text) {
        try {
            return text.startsWith("/") && new URI("http://h" + text).getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Set<RegionId> regions() {
        Set<RegionId> regions = new LinkedHashSet<>();
        situation.home().ifPresent(regions::add);
        regions.add(situation.in());
        return regions;
    }

    private void method() {
        situation
                .recovery()
                .method()
                .filter(method -> method != Recovery.Method.REDEPLOY)
                .ifPresent(_ ->
                        error(
                                ProcessErrors.METHOD_IMPOSSIBLE,
                                "recover",
                                situation.component()
                                        + " is a process and comes back by redeploy only",
                                "recover: { method: redeploy }"));
    }

    private void error(ErrorCode code, String key, String message, String fix) {
        findings.add(
                new Finding(
                        code,
                        Finding.Severity.ERROR,
                        List.of("components", situation.component().value(), key),
                        message,
                        fix));
    }
}

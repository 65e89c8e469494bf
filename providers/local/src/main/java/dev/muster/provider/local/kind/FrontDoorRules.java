package dev.muster.provider.local.kind;

import dev.muster.kind.Finding;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/// What is found wrong in the settings of a front door.
final class FrontDoorRules {
    private final Situation<FrontDoorSettings> situation;
    private final List<Finding> findings = new ArrayList<>();

    private FrontDoorRules(Situation<FrontDoorSettings> situation) {
        this.situation = situation;
    }

    static List<Finding> findings(Situation<FrontDoorSettings> situation) {
        FrontDoorRules rules = new FrontDoorRules(situation);
        rules.backend();
        rules.place();
        rules.ports();
        rules.method();
        return List.copyOf(rules.findings);
    }

    private void backend() {
        int behind = situation.dependencies().size();
        if (behind == 1) {
            return;
        }
        String found =
                behind == 0
                        ? "no component with an address"
                        : behind + " components with addresses: " + names();
        add(
                Finding.Severity.ERROR,
                FrontDoorErrors.NO_BACKEND,
                "depends-on",
                situation.component() + " must have one component behind it, and has " + found,
                "depends-on: [ NAME ]");
    }

    private String names() {
        return String.join(
                ", ",
                situation.dependencies().keySet().stream().map(Object::toString).sorted().toList());
    }

    private void place() {
        situation
                .home()
                .ifPresent(region ->
                        add(
                                Finding.Severity.WARNING,
                                FrontDoorErrors.IN_A_REGION,
                                "region",
                                situation.component()
                                        + " stands in "
                                        + region
                                        + " and is lost with it",
                                "leave region out"));
    }

    private void ports() {
        if (situation.settings().port().equals(situation.settings().control().port())) {
            add(
                    Finding.Severity.ERROR,
                    FrontDoorErrors.SAME_PORT,
                    "control",
                    situation.component()
                            + " has port "
                            + situation.settings().port()
                            + " for clients and for control",
                    "control: { port: ANOTHER }");
        }
    }

    private void method() {
        situation
                .recovery()
                .method()
                .filter(method -> method != Recovery.Method.SWITCH)
                .ifPresent(_ ->
                        add(
                                Finding.Severity.ERROR,
                                FrontDoorErrors.METHOD_IMPOSSIBLE,
                                "recover",
                                situation.component() + " is a front door and can only switch",
                                "recover: { method: switch }"));
    }

    private void add(
            Finding.Severity severity, ErrorCode code, String key, String message, String fix) {
        findings.add(
                new Finding(
                        code,
                        severity,
                        List.of("components", situation.component().value(), key),
                        message,
                        fix));
    }
}

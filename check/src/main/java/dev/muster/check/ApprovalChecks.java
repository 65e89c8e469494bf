package dev.muster.check;

import dev.muster.check.Outlook.View;
import dev.muster.kind.Approval;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.plan.Gates;
import dev.muster.plan.Step;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Gate;
import dev.muster.strategy.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether what has to be approved can be.
final class ApprovalChecks {
    private final Outlook outlook;
    private final Findings findings;

    ApprovalChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        for (Scenario scenario : outlook.strategy().scenarios().values()) {
            for (int i = 0; i < scenario.approvals().size(); i++) {
                check(scenario.id(), Integer.toString(i), scenario.approvals().get(i).approval());
            }
        }
        outlook.views().forEach(this::places);
        keyless();
    }

    private void check(ScenarioId scenario, String place, Approval approval) {
        long keys = Approval.keys(approval.by());
        if (keys < approval.of()) {
            findings.error(
                    CheckErrors.QUORUM_UNREACHABLE,
                    Wording.at(scenario, "approvals", place),
                    scenario
                            + " asks for "
                            + approval.of()
                            + " different keys, and "
                            + names(approval.by())
                            + " have "
                            + keys
                            + " together",
                    "of: " + Math.max(1, keys) + ", or more contacts with keys in by");
            return;
        }
        Optional<Approver> alone =
                approval.by().stream()
                        .filter(one -> Approval.keys(List.of(one)) >= approval.of())
                        .findFirst();
        if (approval.of() > 1 && alone.isPresent()) {
            findings.hint(
                    CheckErrors.QUORUM_OF_ONE,
                    Wording.at(scenario, "approvals", place),
                    alone.get().contact()
                            + " alone has "
                            + Approval.keys(List.of(alone.get()))
                            + " of the "
                            + approval.of()
                            + " different keys that "
                            + scenario
                            + " asks for",
                    "one key for " + alone.get().contact());
        }
    }

    private static String names(List<Approver> approvers) {
        return approvers.stream().map(it -> it.contact().value()).collect(Collectors.joining(", "));
    }

    private void keyless() {
        Map<Approver, ScenarioId> asked = new LinkedHashMap<>();
        for (Scenario scenario : outlook.strategy().scenarios().values()) {
            for (Gate gate : scenario.approvals()) {
                List<Approver> all = new ArrayList<>(gate.approval().by());
                gate.approval().otherwise().ifPresent(all::add);
                all.forEach(one -> asked.putIfAbsent(one, scenario.id()));
            }
        }
        asked.forEach((one, scenario) -> {
            if (one.keys().isEmpty()) {
                findings.warning(
                        CheckErrors.APPROVER_KEYLESS,
                        List.of("contacts", one.contact().value()),
                        one.contact() + " is asked to approve " + scenario + " and has no key",
                        "keys: [ \"ssh-ed25519 AAAA...\" ] for " + one.contact());
            }
        });
    }

    private void places(View view) {
        List<Step> steps = view.plan().steps();
        for (int i = 0; i < view.scenario().approvals().size(); i++) {
            Gate gate = view.scenario().approvals().get(i);
            if (!gate.before().isEmpty() && Gates.named(gate, steps).isEmpty()) {
                String first = gate.before().stream().sorted().findFirst().orElseThrow().value();
                findings.error(
                        CheckErrors.APPROVAL_MISPLACED,
                        Wording.at(view.id(), "approvals", Integer.toString(i), "before"),
                        "the plan of " + view.id() + " has no step " + first,
                        new Nearest()
                                .to(first, steps.stream().map(Step::id).map(StepId::value).toList())
                                .map(name -> "before: [ " + name + " ]")
                                .orElse("take a name from: muster plan " + view.id()));
            }
        }
    }
}

package dev.muster.check;

import dev.muster.check.Outlook.View;
import dev.muster.model.ComponentId;
import dev.muster.plan.Case;
import dev.muster.plan.Situations;
import java.util.HashSet;
import java.util.Set;

/// What the kinds themselves find: in every scenario that affects a component, and once in calm
/// where none does.
final class KindChecks {
    private final Outlook outlook;
    private final Findings findings;

    KindChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        Set<ComponentId> asked = new HashSet<>();
        for (View view : outlook.views()) {
            for (Case<?> one : view.affected()) {
                one.rules().forEach(findings::add);
                asked.add(one.component().id());
            }
        }
        for (Case<?> one : Situations.calm(outlook.strategy(), outlook.facts())) {
            if (!asked.contains(one.component().id())) {
                one.rules().forEach(findings::add);
            }
        }
    }
}

package dev.muster.check;

import dev.muster.check.Outlook.View;
import dev.muster.kind.Capability;
import dev.muster.kind.Estimate;
import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Protection;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.plan.Case;
import dev.muster.plan.Situations;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario.Reaction;
import dev.muster.strategy.Shipments;
import dev.muster.strategy.VaultPlace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How data is protected, and whether that counts when a region is lost.
final class ProtectionChecks {
    private static final int DAYS = 30;
    private static final int DEARER = 4;
    private static final double USD_A_PUT = 0.005 / 1000;

    private static final String UNSAID =
            "loses: 5m for what its own protection may lose, procedure, takes";

    private final Outlook outlook;
    private final Findings findings;

    ProtectionChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        for (Case<?> one : Situations.calm(outlook.strategy(), outlook.facts())) {
            Component<?> component = one.component();
            Optional<Protection> protection = component.protection();
            if (!component.kind().provided()) {
                named(one);
            } else if (can(component, Capability.NATIVE_POINTS)) {
                protection.ifPresent(_ -> ofItsOwn(component));
            } else if (can(component, Capability.DATA) && protection.isEmpty()) {
                unprotected(component);
            } else if (protection.isPresent()) {
                useless(component, protection.get());
                requests(component, protection.get());
            }
        }
        for (View view : outlook.views()) {
            for (Case<?> one : view.affected()) {
                one.component()
                        .protection()
                        .flatMap(Protection::logs)
                        .filter(_ -> can(one.component(), Capability.CONTINUOUS_CAPTURE))
                        .ifPresent(logs -> capture(view, one.component(), logs));
            }
        }
    }

    private void requests(Component<?> component, Protection protection) {
        VaultPlace vault = outlook.strategy().vaults().get(protection.vault());
        Optional<LogCapture> logs =
                protection.logs().filter(_ -> can(component, Capability.CONTINUOUS_CAPTURE));
        if (vault == null || logs.isEmpty()) {
            return;
        }
        Shipments ship = Shipments.of(component, logs.get(), vault);
        if (ship.buckets() > 0
                && !(logs.get().synchronous() && Shipments.needsVault(component, logs.get()))) {
            findings.hint(
                    CheckErrors.LOG_REQUESTS,
                    Wording.at(component.id(), "protect", "logs", "ship"),
                    requests(component, vault, ship),
                    "ship: every " + Wording.written(ship.interval().multipliedBy(DEARER)));
        }
    }

    private static String requests(Component<?> component, VaultPlace vault, Shipments ship) {
        double month = ship.perDay() * DAYS * ship.buckets() * USD_A_PUT;
        return String.format(
                Locale.ROOT,
                "log of %s goes to vault %s at most every %s%s: at most %d PUT a day to %s, %.2f USD"
                        + " a month, none while nothing is written",
                component.id(),
                vault.id(),
                Wording.text(ship.interval()),
                component.rpo().map(rpo -> ", its rpo is " + Wording.text(rpo)).orElse(""),
                ship.perDay(),
                ship.buckets() == 1 ? "1 bucket" : "each of " + ship.buckets() + " buckets",
                month);
    }

    private static <S extends Record> Optional<Estimate> nativeLoss(Case<S> one) {
        return one.component().kind().nativeLoss(one.situation());
    }

    private void named(Case<?> one) {
        Component<?> component = one.component();
        boolean unsaid = can(component, Capability.DATA) && nativeLoss(one).isEmpty();
        String message =
                component.id()
                        + " is a "
                        + component.kind().name()
                        + ", which has no provider yet: its settings are not checked, people bring it"
                        + " back"
                        + (component.protection().isPresent() ? ", its protect does nothing" : "")
                        + (unsaid ? ", and nothing says how much of its data is lost" : "");
        List<String> place = Wording.at(component.id(), "kind");
        if (unsaid && component.rpo().isPresent()) {
            findings.error(CheckErrors.NO_PROVIDER, place, message, UNSAID);
        } else {
            String fix = unsaid ? UNSAID : "procedure and takes, kept true by drills";
            findings.warning(CheckErrors.NO_PROVIDER, place, message, fix);
        }
    }

    private static boolean can(Component<?> component, Capability capability) {
        return component.kind().capabilities().contains(capability);
    }

    private void unprotected(Component<?> component) {
        findings.error(
                CheckErrors.UNPROTECTED,
                Wording.at(component.id()),
                component.id()
                        + " holds data and is not protected"
                        + component
                                .rpo()
                                .map(rpo -> ", its rpo is " + Wording.text(rpo))
                                .orElse(""),
                "protect: { vault: "
                        + outlook.strategy().vaults().keySet().stream()
                                .findFirst()
                                .map(vault -> vault.value())
                                .orElse("NAME")
                        + ", full: \"0 */6 * * *\" }");
    }

    private void ofItsOwn(Component<?> component) {
        findings.warning(
                CheckErrors.NOTHING_TO_PROTECT,
                Wording.at(component.id(), "protect"),
                component.id()
                        + " is of kind "
                        + component.kind().name()
                        + ", which keeps its recovery points itself and none in a vault",
                "remove protect");
    }

    private void useless(Component<?> component, Protection protection) {
        if (!can(component, Capability.DATA)) {
            findings.warning(
                    CheckErrors.NOTHING_TO_PROTECT,
                    Wording.at(component.id(), "protect"),
                    component.id() + " is a " + component.kind().name() + " and holds no data",
                    "remove protect");
        } else if (protection.logs().isPresent()
                && !can(component, Capability.CONTINUOUS_CAPTURE)) {
            findings.error(
                    CheckErrors.NOTHING_TO_PROTECT,
                    Wording.at(component.id(), "protect", "logs"),
                    "the log of " + component.id() + " cannot be captured by its kind",
                    "remove logs and back up more often");
        } else if (protection.logs().filter(LogCapture::synchronous).isPresent()
                && !can(component, Capability.SYNCHRONOUS_CAPTURE)) {
            findings.error(
                    CheckErrors.NOTHING_TO_PROTECT,
                    Wording.at(component.id(), "protect", "logs", "synchronous"),
                    "commits of " + component.id() + " cannot wait for the capture",
                    "synchronous: false");
        }
    }

    private void capture(View view, Component<?> component, LogCapture logs) {
        ComponentId id = component.id();
        Set<RegionId> lost = view.situations().lost();
        if (lost.contains(logs.captureFrom())) {
            findings.warning(
                    CheckErrors.RECEIVER_LOST,
                    Wording.at(id, "protect", "logs", "capture-from"),
                    "the log of "
                            + id
                            + " is received in "
                            + logs.captureFrom()
                            + ", which "
                            + view.id()
                            + " takes away",
                    "capture-from: " + view.situations().in());
        }
        unsureFence(view, id, logs);
    }

    private void unsureFence(View view, ComponentId id, LogCapture logs) {
        boolean startsByItself =
                view.scenario()
                        .trigger()
                        .filter(trigger -> trigger.then() == Reaction.START)
                        .isPresent();
        if (startsByItself
                && logs.synchronous()
                && logs.onCaptureLost() instanceof OnCaptureLost.DegradeAfter degrade) {
            findings.error(
                    CheckErrors.UNSURE_FENCE,
                    Wording.at(id, "protect", "logs", "on-capture-lost"),
                    view.id()
                            + " starts by itself, but "
                            + id
                            + " may acknowledge again "
                            + Wording.text(degrade.delay())
                            + " after it lost its receiver",
                    "on-capture-lost: stall, or then: approve in " + view.id());
        }
    }
}

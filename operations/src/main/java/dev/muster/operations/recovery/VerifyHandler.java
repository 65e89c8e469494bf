package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.NativeStore;
import dev.muster.provider.Target;
import dev.muster.provider.Verification;
import dev.muster.record.Check;
import dev.muster.record.Details;
import dev.muster.record.Failure;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;
import java.util.List;
import java.util.Optional;

/// Proves that restored data is whole. A check that did not pass, or none at all, fails the step.
final class VerifyHandler extends ComponentHandler {
    VerifyHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Optional<NativeStore<S>> own = site.providers().nativeStore(component);
        Verification verification =
                own.isPresent()
                        ? own.get().verify(target, operation(step))
                        : role(site.providers().dataStore(component), component, step)
                                .verify(target, operation(step));
        List<Check> checks =
                verification.checks().stream()
                        .map(check -> new Check(check.name(), check.passed(), check.detail()))
                        .toList();
        Details details = Details.NONE.withChecks(checks);
        if (verification.passed()) {
            return new Outcome.Done(details);
        }
        String what =
                checks.stream()
                        .filter(check -> !check.passed())
                        .findFirst()
                        .map(check -> check.name() + ": " + check.detail())
                        .orElse("nothing was checked");
        return new Outcome.Failed(
                Failure.of(
                        OperationErrors.NOT_VERIFIED.error(
                                "restored " + component.id() + " did not pass: " + what,
                                "clients were not sent to it; look at it, or restore an earlier"
                                        + " moment: muster restore "
                                        + component.id()
                                        + " --to TIME"),
                        false,
                        details));
    }
}

package dev.muster.cli.site;

import dev.muster.model.ComponentId;
import dev.muster.operations.keys.SealedLookup;
import dev.muster.strategy.SecretReference;
import dev.muster.strategy.SecretReference.Source;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.Variables;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What `${...}` stands for in a real recovery: sealed secrets are opened. A secret of ordinary
/// days may be missing where the component has one under `recover`, as on a bare machine it will,
/// and every secret of a component that the recovery does not touch.
final class RecoveryVariables implements Variables {
    private static final int COMPONENT = 1;
    private static final int PART = 2;

    private final Variables ordinary;
    private final SealedLookup sealed;
    private final Set<String> replaced;

    /// @param touched the components that the recovery does something to
    RecoveryVariables(
            Variables ordinary,
            SealedLookup sealed,
            Strategy strategy,
            Predicate<ComponentId> touched) {
        this.ordinary = ordinary;
        this.sealed = sealed;
        List<SecretReference> all = strategy.secrets();
        Set<String> helped =
                all.stream()
                        .filter(RecoveryVariables::isForRecovery)
                        .map(it -> it.path().get(COMPONENT))
                        .collect(Collectors.toSet());
        Set<String> needed =
                all.stream()
                        .filter(it ->
                                component(it)
                                        .map(ComponentId::new)
                                        .filter(touched.negate())
                                        .isEmpty())
                        .filter(it -> isForRecovery(it) || !isOf(it, helped))
                        .map(Objects::toString)
                        .collect(Collectors.toSet());
        this.replaced =
                all.stream()
                        .map(Objects::toString)
                        .filter(it -> !needed.contains(it))
                        .collect(Collectors.toSet());
    }

    private static boolean isForRecovery(SecretReference it) {
        return it.path().size() > PART && it.path().get(PART).equals("recover");
    }

    private static boolean isOf(SecretReference it, Set<String> components) {
        return component(it).filter(components::contains).isPresent();
    }

    private static Optional<String> component(SecretReference it) {
        return it.path().size() > PART && it.path().getFirst().equals("components")
                ? Optional.of(it.path().get(COMPONENT))
                : Optional.empty();
    }

    @Override
    public Answer look(Source source, String name) {
        String written = new SecretReference(List.of(), source, name).toString();
        Variables all = source == Source.VAULT ? this::opened : ordinary;
        return replaced.contains(written)
                ? all.patient().look(source, name)
                : all.look(source, name);
    }

    private Answer opened(Source vault, String name) {
        Optional<String> value = sealed.open(name);
        return value.<Answer>map(Answer.Value::new)
                .orElseGet(() ->
                        new Answer.Missing(
                                "is sealed in no vault of the strategy; put it: muster vault"
                                        + " secrets put "
                                        + name));
    }
}

package dev.muster.operations;

import dev.muster.model.ComponentId;
import dev.muster.model.Timing;
import dev.muster.provider.DataStore;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.util.List;

/// What a Muster process has at hand: one strategy, the providers, its vaults and its working
/// state.
public final class Site {
    private final Strategy strategy;
    private final Providers providers;
    private final Vaults vaults;
    private final StateFolder state;
    private final Timing timing;
    private final Targets targets;
    private final Captures captures;

    public Site(
            Strategy strategy,
            Providers providers,
            Vaults vaults,
            StateFolder state,
            Timing timing) {
        this.strategy = strategy;
        this.providers = providers;
        this.vaults = vaults;
        this.state = state;
        this.timing = timing;
        this.targets = new Targets(strategy);
        this.captures = new Captures(state, targets);
    }

    /// The same for a drill: backups are read with its own key, and never with the archive's.
    ///
    /// @param name the key's, as in `drill-NAME.key`
    public Site asDrill(String name) {
        return new Site(strategy, providers, vaults.asDrill(name), state, timing);
    }

    public Strategy strategy() {
        return strategy;
    }

    public Providers providers() {
        return providers;
    }

    public Vaults vaults() {
        return vaults;
    }

    public StateFolder state() {
        return state;
    }

    public Timing timing() {
        return timing;
    }

    public Targets targets() {
        return targets;
    }

    public Captures captures() {
        return captures;
    }

    /// Those that hold protected data, in the strategy's order.
    public List<Component<?>> protectedComponents() {
        return strategy.components().values().stream()
                .filter(this::isProtected)
                .<Component<?>>map(component -> component)
                .toList();
    }

    private boolean isProtected(Component<?> component) {
        return component.protection().isPresent() && providers.dataStore(component).isPresent();
    }

    /// The component of that name, which must hold protected data.
    public Component<?> protectedComponent(ComponentId id) {
        Component<?> component = strategy.components().get(id);
        if (component == null) {
            throw OperationErrors.NOT_PROTECTED.error(
                    "the strategy has no component " + id,
                    "choose one of " + strategy.components().keySet());
        }
        if (!isProtected(component)) {
            throw OperationErrors.NOT_PROTECTED.error(
                    "component " + id + " has no protected data", "add protect: to it");
        }
        return component;
    }

    /// @throws dev.muster.model.MusterException if the kind holds no data
    public <S extends Record> DataStore<S> dataStore(Component<S> component) {
        return providers
                .dataStore(component)
                .orElseThrow(() ->
                        OperationErrors.NOT_PROTECTED.error(
                                "component " + component.id() + " holds no data", ""));
    }
}

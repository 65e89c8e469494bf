package dev.muster.kind;

import dev.muster.kind.Finding.Severity;
import dev.muster.kind.Recovery.Method;
import dev.muster.model.ComponentId;
import dev.muster.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the rules of a kind have found so far about one component.
public final class ComponentFindings {
    private final ComponentId component;
    private final List<Finding> all = new ArrayList<>();

    public ComponentFindings(ComponentId component) {
        this.component = component;
    }

    /// @param message about the component, whose name is put before it
    /// @param keys the way to the place below the component's own key
    public void add(ErrorCode code, Severity severity, String message, String fix, String... keys) {
        List<String> path = new ArrayList<>(List.of("components", component.value()));
        path.addAll(List.of(keys));
        all.add(new Finding(code, severity, path, component + ": " + message, fix));
    }

    /// Finds a way back that the kind has not, where one is asked for.
    ///
    /// @param fix what to type instead
    public void method(ErrorCode code, Recovery recovery, Set<Method> possible, String fix) {
        recovery.method()
                .filter(method -> !possible.contains(method))
                .ifPresent(method ->
                        add(
                                code,
                                Severity.ERROR,
                                "it cannot come back by `"
                                        + method.name().toLowerCase(Locale.ROOT)
                                        + "`",
                                fix,
                                "recover",
                                "method"));
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }
}

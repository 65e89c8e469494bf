package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Topology.Flow;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.Node;
import dev.muster.documents.diagram.Topology.State;
import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.LogCapture;
import dev.muster.kind.Look;
import dev.muster.kind.Protection;
import dev.muster.kind.Shipping;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the topology from a strategy, and from a plan what changes in it.
final class Topologies {
    private static final String CLIENTS = "clients";

    private final Strategy strategy;
    private final Map<ComponentId, RegionId> returns;
    private final Set<RegionId> lost;
    private final boolean recovered;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    private Topologies(
            Strategy strategy,
            Map<ComponentId, RegionId> returns,
            Set<RegionId> lost,
            boolean recovered) {
        this.strategy = strategy;
        this.returns = returns;
        this.lost = lost;
        this.recovered = recovered;
    }

    /// The system while nothing is lost, and where each part would come back by its own words.
    static Topology steady(Strategy strategy) {
        Map<ComponentId, RegionId> returns = new LinkedHashMap<>();
        strategy.components()
                .forEach((id, component) ->
                        component
                                .recovery()
                                .in()
                                .filter(in -> component.region().isPresent())
                                .ifPresent(in -> returns.put(id, in)));
        return new Topologies(strategy, returns, Set.of(), false).topology();
    }

    /// What needs what, wherever it stands.
    static Topology dependencies(Strategy strategy) {
        List<Node> parts = new ArrayList<>();
        List<Link> needs = new ArrayList<>();
        for (Component<?> component : strategy.components().values()) {
            Look look = component.kind().look();
            parts.add(
                    new Node(
                            id(component),
                            Optional.empty(),
                            Icons.named(look.icon()),
                            component.id().value(),
                            look.label(),
                            State.RUNNING));
            strategy.components().values().stream()
                    .filter(other -> component.dependsOn().contains(other.id()))
                    .filter(other -> !other.id().equals(component.id()))
                    .forEach(other ->
                            needs.add(new Link(id(component), id(other), Flow.DEPENDS, "")));
        }
        return new Topology(List.of(), Set.of(), parts, needs);
    }

    /// The system while nothing is lost, and where the plan would bring each part back.
    static Topology before(Strategy strategy, RecoveryPlan plan) {
        return new Topologies(strategy, returns(strategy, plan), Set.of(), false).topology();
    }

    /// The system after the plan was carried out.
    static Topology after(Strategy strategy, RecoveryPlan plan) {
        return new Topologies(strategy, returns(strategy, plan), plan.lost(), true).topology();
    }

    private static Map<ComponentId, RegionId> returns(Strategy strategy, RecoveryPlan plan) {
        Map<ComponentId, RegionId> returns = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            switch (step.action()) {
                case Action.Restore action -> returns.put(action.component(), action.region());
                case Action.Promote action -> returns.put(action.component(), action.region());
                case Action.Start action -> returns.put(action.component(), action.region());
                case Action.Deploy action -> returns.put(action.component(), action.region());
                case Action.Fence _, Action.Verify _, Action.Route _, Action.Confirm _ -> {}
                case Action.OfPeople _ -> {}
            }
        }
        returns.keySet()
                .removeIf(id -> {
                    Component<?> component = strategy.components().get(id);
                    return component == null || component.region().isEmpty();
                });
        return returns;
    }

    private Topology topology() {
        strategy.components().values().forEach(this::addComponent);
        strategy.vaults().values().forEach(this::addVault);
        strategy.components().values().forEach(this::addProtection);
        strategy.components().values().forEach(this::addDependencies);
        addClients();
        List<RegionId> drawn =
                strategy.regions().keySet().stream()
                        .filter(region ->
                                nodes.stream()
                                        .anyMatch(node ->
                                                node.region().filter(region::equals).isPresent()))
                        .toList();
        return new Topology(drawn, lost, nodes, links.stream().filter(this::isAlive).toList());
    }

    /// Nothing flows any more between what is lost and what is not.
    private boolean isAlive(Link link) {
        return isLost(link.from()) == isLost(link.to());
    }

    private boolean isLost(String id) {
        return nodes.stream().anyMatch(node -> node.id().equals(id) && node.state() == State.LOST);
    }

    private void addComponent(Component<?> component) {
        Look look = component.kind().look();
        Icon icon = Icons.named(look.icon());
        String label = component.id().value();
        State home =
                component.region().filter(lost::contains).isPresent() ? State.LOST : State.RUNNING;
        RegionId back = returns.get(component.id());
        if (recovered && back != null && component.region().filter(back::equals).isPresent()) {
            home = State.BACK;
        }
        nodes.add(new Node(id(component), component.region(), icon, label, look.label(), home));
        if (back != null && component.region().filter(back::equals).isEmpty()) {
            State state = recovered ? State.BACK : State.AWAITED;
            nodes.add(
                    new Node(
                            backId(component),
                            Optional.of(back),
                            icon,
                            label,
                            look.label(),
                            state));
        }
    }

    private void addVault(VaultPlace vault) {
        for (int at = 0; at < vault.copies().size(); at++) {
            RegionId region = vault.copies().get(at).region();
            nodes.add(
                    new Node(
                            vaultId(vault.id(), at),
                            Optional.of(region),
                            Icons.VAULT,
                            vault.id().value(),
                            at == 0 ? "vault" : "vault copy",
                            stateIn(region)));
            if (at > 0) {
                addLink(vaultId(vault.id(), 0), vaultId(vault.id(), at), Flow.COPY, "");
            }
        }
    }

    private void addProtection(Component<?> component) {
        component
                .protection()
                .ifPresent(protection -> {
                    addLink(id(component), vaultId(protection.vault(), 0), Flow.BACKUP, "");
                    protection.logs().ifPresent(logs -> addCapture(component, protection, logs));
                    addRestore(component, protection);
                });
    }

    private void addCapture(Component<?> component, Protection protection, LogCapture logs) {
        String receiver = "receiver/" + component.id();
        nodes.add(
                new Node(
                        receiver,
                        Optional.of(logs.captureFrom()),
                        Icons.RADIO_TOWER,
                        "log receiver",
                        "of " + component.id(),
                        stateIn(logs.captureFrom())));
        String pace =
                switch (logs.ship()) {
                    case Shipping.Stream _ -> "log, streamed";
                    case Shipping.Every every -> "log, " + every;
                };
        addLink(
                id(component),
                receiver,
                Flow.CAPTURE,
                logs.synchronous() ? pace + ", synchronous" : pace);
        nearest(protection.vault(), logs.captureFrom())
                .ifPresent(vault -> addLink(receiver, vault, Flow.BACKUP, ""));
    }

    private void addRestore(Component<?> component, Protection protection) {
        RegionId back = returns.get(component.id());
        if (back != null && component.region().filter(back::equals).isEmpty()) {
            nearest(protection.vault(), back)
                    .ifPresent(vault -> addLink(backId(component), vault, Flow.RESTORE, ""));
        }
    }

    /// The vault's copy in a region.
    private Optional<String> nearest(VaultId id, RegionId region) {
        VaultPlace vault = strategy.vaults().get(id);
        if (vault == null) {
            return Optional.empty();
        }
        for (int at = 0; at < vault.copies().size(); at++) {
            if (vault.copies().get(at).region().equals(region)) {
                return Optional.of(vaultId(id, at));
            }
        }
        return Optional.empty();
    }

    private void addDependencies(Component<?> component) {
        for (ComponentId needed : inOrder(component.dependsOn())) {
            Component<?> other = strategy.components().get(needed);
            if (other == null) {
                continue;
            }
            boolean moved = isElsewhere(component);
            boolean otherMoved = isElsewhere(other);
            if (component.region().isEmpty() && otherMoved && recovered) {
                addLink(id(component), backId(other), Flow.DEPENDS, "");
            } else {
                addLink(id(component), id(other), Flow.DEPENDS, "");
            }
            if (moved) {
                addLink(
                        backId(component),
                        otherMoved ? backId(other) : id(other),
                        Flow.DEPENDS,
                        "");
            }
        }
    }

    private boolean isElsewhere(Component<?> component) {
        RegionId back = returns.get(component.id());
        return back != null && component.region().filter(back::equals).isEmpty();
    }

    private List<ComponentId> inOrder(Set<ComponentId> some) {
        return strategy.components().keySet().stream().filter(some::contains).toList();
    }

    private void addClients() {
        List<Component<?>> doors =
                strategy.components().values().stream()
                        .filter(component ->
                                component.kind().capabilities().contains(Capability.TRAFFIC))
                        .<Component<?>>map(component -> component)
                        .toList();
        if (doors.isEmpty()) {
            return;
        }
        nodes.add(
                new Node(
                        CLIENTS,
                        Optional.empty(),
                        Icons.USERS,
                        "clients",
                        "outside",
                        State.RUNNING));
        doors.forEach(door -> addLink(CLIENTS, id(door), Flow.DEPENDS, ""));
    }

    private void addLink(String from, String to, Flow flow, String label) {
        boolean known =
                nodes.stream().anyMatch(node -> node.id().equals(from))
                        && nodes.stream().anyMatch(node -> node.id().equals(to));
        if (known && !from.equals(to)) {
            links.add(new Link(from, to, flow, label));
        }
    }

    private State stateIn(RegionId region) {
        return lost.contains(region) ? State.LOST : State.RUNNING;
    }

    private static String id(Component<?> component) {
        return "component/" + component.id();
    }

    private static String backId(Component<?> component) {
        return "back/" + component.id();
    }

    private static String vaultId(VaultId vault, int copy) {
        return "vault/" + vault + "/" + copy;
    }
}

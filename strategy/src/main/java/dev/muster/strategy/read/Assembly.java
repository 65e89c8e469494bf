package dev.muster.strategy.read;

import dev.muster.kind.Approval;
import dev.muster.kind.Approval.Approver;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.CronText;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Digest;
import dev.muster.model.DrillId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Component;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Drill;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Gate;
import dev.muster.strategy.Scenario.Loss;
import dev.muster.strategy.Scenario.Pace;
import dev.muster.strategy.Scenario.Trigger;
import dev.muster.strategy.SecretReference;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import dev.muster.strategy.VaultPlace.Copy;
import dev.muster.strategy.read.Components.Settled;
import dev.muster.strategy.shape.StrategyText;
import dev.muster.strategy.shape.StrategyText.ApprovalText;
import dev.muster.strategy.shape.StrategyText.ComponentText;
import dev.muster.strategy.shape.StrategyText.DrillText;
import dev.muster.strategy.shape.StrategyText.LossText;
import dev.muster.strategy.shape.StrategyText.ScenarioText;
import dev.muster.strategy.shape.StrategyText.TierText;
import dev.muster.strategy.shape.StrategyText.VaultText;
import dev.muster.strategy.shape.TierId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// From what was written to what it means. Everything in it was checked before.
final class Assembly {
    private final StrategyText text;
    private final Components components;

    Assembly(StrategyText text, Components components) {
        this.text = text;
        this.components = components;
    }

    Strategy strategy(Digest digest, List<SecretReference> secrets) {
        return new Strategy(
                text.strategy().value(),
                digest,
                text.regions(),
                map(text.vaults(), Assembly::vault),
                text.contacts(),
                map(text.components(), this::component),
                map(text.scenarios(), this::scenario),
                text.probes(),
                map(text.drills(), Assembly::drill),
                new Alerts(text.alerts(), text.mail(), text.heartbeat()),
                List.copyOf(secrets));
    }

    private static <K, A, B> Map<K, B> map(Map<K, A> from, BiFunction<K, A, B> change) {
        Map<K, B> to = new LinkedHashMap<>();
        from.forEach((key, value) -> to.put(key, change.apply(key, value)));
        return Collections.unmodifiableMap(to);
    }

    private static VaultPlace vault(VaultId id, VaultText vault) {
        Stream<Copy> copies =
                vault.copies().stream()
                        .map(copy ->
                                new Copy(copy.url().text(), copy.region(), copy.credentials()));
        Copy own = new Copy(vault.url().text(), vault.region(), vault.credentials());
        return new VaultPlace(id, Stream.concat(Stream.of(own), copies).toList());
    }

    private Component<?> component(ComponentId id, ComponentText component) {
        Settled settled = components.settled(id);
        return component(component, settled.kind(), settled.settings());
    }

    private <S extends Record> Component<S> component(
            ComponentText component, ComponentKind<S> kind, Record settings) {
        Optional<TierText> tier = component.tier().map(this::tier);
        return new Component<>(
                component.id(),
                kind,
                kind.settings().cast(settings),
                component.tier().map(TierId::value),
                component.rpo().or(() -> tier.flatMap(TierText::rpo)),
                component.rto().or(() -> tier.flatMap(TierText::rto)),
                component.region(),
                component.owner(),
                component.dependsOn(),
                component.protect(),
                component.recover());
    }

    private TierText tier(TierId id) {
        TierText tier = text.tiers().get(id);
        if (tier == null) {
            throw new IllegalStateException("tier " + id + " was checked to be there");
        }
        return tier;
    }

    private Scenario scenario(ScenarioId id, ScenarioText scenario) {
        Optional<Trigger> trigger =
                scenario.trigger()
                        .map(when ->
                                new Trigger(when.when(), when.agree(), when.hold(), when.then()));
        return new Scenario(
                id,
                loss(scenario.lose()),
                scenario.recoverIn(),
                trigger,
                scenario.approvals().stream().map(this::gate).toList(),
                pace(scenario));
    }

    private static Pace pace(ScenarioText scenario) {
        SortedMap<String, Integer> limits = new TreeMap<>();
        scenario.limits()
                .forEach(limit -> limits.merge(limit.kind().value(), limit.max(), Math::min));
        return new Pace(scenario.maxInFlight(), limits);
    }

    private Gate gate(ApprovalText text) {
        return new Gate(
                new Approval(
                        text.by().stream().distinct().map(this::approver).toList(),
                        text.of(),
                        text.within(),
                        text.otherwise().map(this::approver)),
                text.before());
    }

    private Approver approver(ContactId id) {
        Contact contact = text.contacts().get(id);
        if (contact == null) {
            throw new IllegalStateException("contact " + id + " was checked to be there");
        }
        return new Approver(id, contact.name(), contact.keys());
    }

    private static Loss loss(LossText loss) {
        Optional<RegionId> region = loss.region();
        return region.isPresent()
                ? new Loss.OfRegion(region.get())
                : new Loss.OfComponent(loss.component().orElseThrow());
    }

    private static Drill drill(DrillId id, DrillText drill) {
        return new Drill(id, drill.scenario(), drill.mode(), drill.schedule().map(CronText::value));
    }
}

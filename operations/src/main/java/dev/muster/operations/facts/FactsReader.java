package dev.muster.operations.facts;

import dev.muster.kind.Facts;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.RunHome;
import dev.muster.operations.window.ProtectionReader;
import dev.muster.operations.window.Restorable;
import dev.muster.record.EndState;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import dev.muster.strategy.Component;
import dev.muster.strategy.VaultPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Gathers facts from the vaults: what is protected, and how long steps took in earlier runs.
///
/// What cannot be reached is left out: a recovery must not wait for the region that it is about.
public final class FactsReader {
    private final Site site;

    public FactsReader(Site site) {
        this.site = site;
    }

    public Facts read() {
        return new Facts(site.timing().instant(), stepTimes(), protection());
    }

    private Map<ComponentId, Facts.ProtectionState> protection() {
        Map<ComponentId, Facts.ProtectionState> states = new HashMap<>();
        for (Component<?> component : site.protectedComponents()) {
            state(component).ifPresent(state -> states.put(component.id(), state));
        }
        return states;
    }

    private Optional<Facts.ProtectionState> state(Component<?> component) {
        try {
            Restorable restorable = new ProtectionReader(site).look(component);
            List<RecoveryPoint> points = restorable.points();
            return Optional.of(
                    new Facts.ProtectionState(
                            points.isEmpty() ? Optional.empty() : Optional.of(points.getLast()),
                            restorable.window(),
                            Optional.empty(),
                            verified(component)));
        } catch (MusterException unreachable) {
            return Optional.empty();
        }
    }

    /// A verification that passed in a run proves what was restored in it.
    private Optional<Instant> verified(Component<?> component) {
        return receipts().stream()
                .filter(receipt -> receipt.step().value().equals(component.id() + "-verify"))
                .map(Receipt::finished)
                .max(Instant::compareTo);
    }

    private List<Facts.StepTime> stepTimes() {
        Map<Key, List<Duration>> times = new HashMap<>();
        Map<Key, ByteSize> rates = new HashMap<>();
        for (RunRecord run : runs()) {
            for (Receipt receipt : run.receipts()) {
                if (receipt.origin() == Receipt.Origin.RAN) {
                    run.start()
                            .plan()
                            .step(receipt.step())
                            .map(step -> new Key(step.action().component(), step.action().verb()))
                            .ifPresent(key -> {
                                times.computeIfAbsent(key, _ -> new ArrayList<>())
                                        .add(receipt.duration());
                                Rates.of(run, key.component(), receipt)
                                        .ifPresent(rate -> rates.merge(key, rate, Rates::slower));
                            });
                }
            }
        }
        List<Facts.StepTime> found = new ArrayList<>();
        times.forEach((key, measured) ->
                found.add(
                        new Facts.StepTime(
                                key.component(),
                                key.verb(),
                                p95(measured),
                                measured.size(),
                                Optional.ofNullable(rates.get(key)),
                                measured.stream().sorted().toList())));
        return found;
    }

    /// The smallest measured time that 19 of 20 kept.
    private static Duration p95(List<Duration> measured) {
        List<Duration> sorted = measured.stream().sorted().toList();
        int index = (int) Math.ceil(sorted.size() * 0.95) - 1;
        return sorted.get(index);
    }

    private List<Receipt> receipts() {
        return runs().stream().flatMap(run -> run.receipts().stream()).toList();
    }

    private List<RunRecord> runs() {
        Set<RegionId> regions = new LinkedHashSet<>();
        for (VaultPlace vault : site.strategy().vaults().values()) {
            vault.copies().forEach(copy -> regions.add(copy.region()));
        }
        return regions.stream().flatMap(this::runs).distinct().toList();
    }

    private Stream<RunRecord> runs(RegionId region) {
        try {
            return RunHome.in(site, region).records().stream()
                    .filter(run -> run.end() == EndState.SUCCEEDED);
        } catch (MusterException unreachable) {
            return Stream.empty();
        }
    }

    private record Key(ComponentId component, String verb) {}
}

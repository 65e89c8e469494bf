package dev.muster.strategy;

import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Digest;
import dev.muster.model.DrillId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One team's whole disaster recovery, as it is written in the strategy file.
///
/// Every reference leads somewhere: what is named here exists here. The maps keep the file's order.
///
/// @param name of the system
/// @param digest of the texts that it was read from; of a single file, its SHA-256
/// @param alerts who is told of what
/// @param secrets the references that its secrets were written as
public record Strategy(
        String name,
        Digest digest,
        Map<RegionId, Region> regions,
        Map<VaultId, VaultPlace> vaults,
        Map<ContactId, Contact> contacts,
        Map<ComponentId, Component<?>> components,
        Map<ScenarioId, Scenario> scenarios,
        Map<ProbeId, Probe> probes,
        Map<DrillId, Drill> drills,
        Alerts alerts,
        List<SecretReference> secrets) {
    /// Who answers for a component; empty where nobody does, or where there is none of that name.
    public Optional<ContactId> owner(ComponentId component) {
        return Optional.ofNullable(components.get(component)).flatMap(Component::owner);
    }
}

package dev.muster.check;

import dev.muster.check.Outlook.View;
import dev.muster.kind.Capability;
import dev.muster.model.RegionId;
import dev.muster.plan.Case;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario.Reaction;
import dev.muster.strategy.SecretReference;
import dev.muster.strategy.SecretReference.Source;
import dev.muster.strategy.VaultPlace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where vaults and their copies lie, and what is sealed in them.
final class VaultChecks {
    private final Outlook outlook;
    private final Findings findings;

    VaultChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        outlook.strategy().vaults().values().forEach(this::together);
        for (Component<?> component : outlook.components()) {
            vault(component).ifPresent(vault -> elsewhere(component, vault));
        }
        for (View view : outlook.views()) {
            for (Case<?> one : view.situations().cases()) {
                vault(one.component()).ifPresent(vault -> allLost(view, one.component(), vault));
            }
        }
        outlook.strategy().secrets().forEach(this::sealed);
        outlook.views().forEach(this::unattended);
    }

    private Optional<VaultPlace> vault(Component<?> component) {
        return component
                .protection()
                .filter(_ -> component.kind().capabilities().contains(Capability.DATA))
                .flatMap(protection ->
                        Optional.ofNullable(outlook.strategy().vaults().get(protection.vault())));
    }

    private static Set<RegionId> regions(VaultPlace vault) {
        return vault.copies().stream()
                .map(VaultPlace.Copy::region)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void together(VaultPlace vault) {
        Set<RegionId> seen = new HashSet<>();
        List<VaultPlace.Copy> places = vault.copies();
        for (int i = 0; i < places.size(); i++) {
            RegionId region = places.get(i).region();
            if (!seen.add(region)) {
                findings.warning(
                        CheckErrors.COPIES_TOGETHER,
                        // The first place is the vault's own; its copies count from 0.
                        Wording.at(vault.id(), "copies", Integer.toString(i - 1), "region"),
                        "vault " + vault.id() + " has two places in " + region,
                        "region: another one than " + region);
            }
        }
    }

    private void elsewhere(Component<?> component, VaultPlace vault) {
        Set<RegionId> regions = regions(vault);
        if (component.region().filter(home -> regions.equals(Set.of(home))).isPresent()) {
            findings.error(
                    CheckErrors.NO_COPY_ELSEWHERE,
                    Wording.at(vault.id()),
                    "vault "
                            + vault.id()
                            + " lies only in "
                            + Wording.names(regions)
                            + ", where "
                            + component.id()
                            + " runs"
                            + component
                                    .rpo()
                                    .map(rpo -> " with an rpo of " + Wording.text(rpo))
                                    .orElse(""),
                    "copies: [ { url: ..., region: " + another(regions) + " } ]");
        }
    }

    private String another(Set<RegionId> regions) {
        return outlook.strategy().regions().keySet().stream()
                .filter(region -> !regions.contains(region))
                .findFirst()
                .map(RegionId::value)
                .orElse("ANOTHER");
    }

    private void allLost(View view, Component<?> component, VaultPlace vault) {
        Set<RegionId> regions = regions(vault);
        boolean inItsOwn =
                component.region().filter(home -> regions.equals(Set.of(home))).isPresent();
        if (!inItsOwn && view.situations().lost().containsAll(regions)) {
            findings.warning(
                    CheckErrors.COPIES_LOST,
                    Wording.at(vault.id()),
                    view.id()
                            + " takes every place of vault "
                            + vault.id()
                            + " away, and with them every backup of "
                            + component.id(),
                    "copies: [ { url: ..., region: " + another(regions) + " } ]");
        }
    }

    private static boolean recovers(SecretReference secret) {
        return secret.path().size() > 2
                && secret.path().getFirst().equals("components")
                && secret.path().get(2).equals("recover");
    }

    private void sealed(SecretReference secret) {
        if (secret.source() == Source.VAULT && !recovers(secret)) {
            findings.error(
                    CheckErrors.SEALED_SECRET_MISPLACED,
                    secret.path(),
                    secret + " is opened only in a recovery, but is needed every day here",
                    "${env:" + secret.name() + "} or ${file:/path}");
        }
    }

    /// Whether the daemon holds the key is not in the file: it says so when it starts.
    private void unattended(View view) {
        Set<String> affected =
                view.affected().stream()
                        .map(one -> one.component().id().value())
                        .collect(Collectors.toUnmodifiableSet());
        List<SecretReference> needed =
                outlook.strategy().secrets().stream()
                        .filter(secret -> secret.source() == Source.VAULT && recovers(secret))
                        .filter(secret -> affected.contains(secret.path().get(1)))
                        .toList();
        if (startsByItself(view) && !needed.isEmpty()) {
            String names =
                    needed.stream()
                            .map(secret -> secret + " of " + secret.path().get(1))
                            .distinct()
                            .collect(Collectors.joining(", "));
            findings.hint(
                    CheckErrors.UNATTENDED_SECRETS,
                    Wording.at(view.id(), "trigger", "then"),
                    view.id()
                            + " starts by itself and opens "
                            + (needed.size() == 1
                                    ? "1 sealed secret"
                                    : needed.size() + " sealed secrets")
                            + ": "
                            + names,
                    "muster serve --key secrets.key, or then: tell");
        }
    }

    private static boolean startsByItself(View view) {
        return view.scenario()
                .trigger()
                .filter(trigger -> trigger.then() == Reaction.START)
                .isPresent();
    }
}

package dev.muster.operations.window;

import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.operations.capture.CapturedLogs;
import dev.muster.provider.LogReader;
import dev.muster.strategy.Component;
import dev.muster.vault.repository.Vault;
import java.util.List;
import java.util.Optional;

/// What of a component can be brought back.
public final class ProtectionReader {
    private final Site site;

    public ProtectionReader(Site site) {
        this.site = site;
    }

    /// Oldest first.
    public List<RecoveryPoint> points(Component<?> component) {
        return vault(component).points(component.id()).points();
    }

    /// Empty where no log is captured, or none yet that a point could be rolled forward with.
    public Optional<RestorableWindow> window(Component<?> component) {
        boolean captured = component.protection().filter(how -> how.logs().isPresent()).isPresent();
        if (!captured) {
            return Optional.empty();
        }
        Vault vault = vault(component);
        return Window.of(
                vault.points(component.id()).points(),
                CapturedLogs.open(site, component, vault).ranges());
    }

    /// What was captured of its log, without holes inside each range.
    public List<LogReader.Range> ranges(Component<?> component) {
        boolean captured = component.protection().filter(how -> how.logs().isPresent()).isPresent();
        return captured ? CapturedLogs.open(site, component, vault(component)).ranges() : List.of();
    }

    private Vault vault(Component<?> component) {
        VaultId id = site.vaults().protecting(component);
        return component
                .protection()
                .flatMap(how -> how.logs())
                .map(logs -> site.vaults().in(id, logs.captureFrom()))
                .orElseGet(() -> site.vaults().of(component));
    }
}

package dev.muster.operations.facts;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.repository.CopyLag;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a vault's copies: do they answer, what are they owed, and what does their storage keep
/// us from doing.
public final class VaultSurvey {
    private final Site site;

    public VaultSurvey(Site site) {
        this.site = site;
    }

    /// @param number tells this vault from all others
    public record Found(VaultId vault, String number, List<CopyFound> copies) {}

    /// @param url as the strategy has it
    /// @param lag what it is owed, and why it does not answer
    /// @param guard empty where it could not be tried
    /// @param lock how long objects are kept
    /// @param problem why it could not be tried
    public record CopyFound(
            RegionId region,
            String url,
            CopyLag lag,
            Optional<Guard> guard,
            Optional<Duration> lock,
            Optional<MusterException> problem) {}

    /// Lists every copy once. Writes and deletes an object below `probe/` in each.
    ///
    /// @throws MusterException if no copy answers
    public Found survey(VaultPlace place) {
        Vault vault = site.vaults().any(place.id());
        List<CopyFound> copies = new ArrayList<>();
        for (CopyLag lag : vault.care().lag()) {
            place.copies().stream()
                    .filter(copy -> copy.region().equals(lag.region()))
                    .forEach(
                            copy -> copies.add(survey(copy, vault.copies().in(lag.region()), lag)));
        }
        return new Found(place.id(), vault.number(), copies);
    }

    private static CopyFound survey(VaultPlace.Copy place, Copy copy, CopyLag lag) {
        Optional<Guard> guard = Optional.empty();
        Optional<MusterException> problem = Optional.empty();
        try {
            guard = Optional.of(copy.store().guard());
        } catch (MusterException e) {
            problem = Optional.of(e);
        }
        return new CopyFound(place.region(), place.url(), lag, guard, copy.store().lock(), problem);
    }
}

package dev.muster.reader;

import dev.muster.model.ComponentId;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.repository.RecoveryPoints;
import dev.muster.vault.repository.Vault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Shows what a vault holds; needs no key.
final class Listing {
    private final Vault vault;
    private final Surroundings around;

    Listing(Vault vault, Surroundings around) {
        this.vault = vault;
        this.around = around;
    }

    void show(Optional<String> source) {
        around.out().println("vault " + vault.name() + "  " + vault.number());
        List<ComponentId> sources =
                source.map(name -> List.of(Point.source(vault, name))).orElseGet(vault::sources);
        sources.forEach(this::show);
    }

    private void show(ComponentId source) {
        around.out().println(source);
        RecoveryPoints found = vault.points(source);
        for (RecoveryPoint point : found.points()) {
            around.out()
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    "  %s  from %s  %s",
                                    point.id(),
                                    point.consistentAt(),
                                    point.logical()));
        }
        found.unreadable().forEach(why -> around.err().println("  " + why));
    }
}

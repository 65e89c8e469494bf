package dev.muster.cli.upkeep;

import dev.muster.cli.CliErrors;
import dev.muster.model.Names;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.operations.upkeep.VaultUpkeep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The strategy's vaults, or the one that is named.
final class WhichVaults {
    @Option(names = "--vault", paramLabel = "NAME", description = "one vault; without it, all")
    private String vault = "";

    Map<VaultId, VaultUpkeep> of(Site site) {
        Map<VaultId, VaultUpkeep> found = new LinkedHashMap<>();
        Set<VaultId> all = site.strategy().vaults().keySet();
        if (!vault.isEmpty() && !(Names.isLabel(vault) && all.contains(new VaultId(vault)))) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no vault '" + vault + "'",
                    "choose one of: "
                            + all.stream().map(VaultId::value).collect(Collectors.joining(", ")));
        }
        for (VaultId id : all) {
            if (vault.isEmpty() || id.value().equals(vault)) {
                found.put(id, new VaultUpkeep(site, id));
            }
        }
        return found;
    }

    /// The vault that has the point.
    VaultUpkeep having(Site site, String point) {
        Map<VaultId, VaultUpkeep> vaults = of(site);
        return vaults.values().stream()
                .filter(upkeep -> upkeep.has(point))
                .findFirst()
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "there is no recovery point '" + point + "'",
                                "`muster points COMPONENT` lists them"));
    }
}

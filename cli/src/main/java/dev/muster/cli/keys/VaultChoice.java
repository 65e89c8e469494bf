package dev.muster.cli.keys;

import dev.muster.cli.CliErrors;
import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// Which of the strategy's vaults, and which source of it.
final class VaultChoice {
    @Option(
            names = "--vault",
            paramLabel = "NAME",
            description = "which vault, if the strategy has several")
    private String vault = "";

    VaultId of(Site site) {
        Set<VaultId> all = site.strategy().vaults().keySet();
        if (vault.isEmpty() && all.size() == 1) {
            return all.iterator().next();
        }
        if (Names.isLabel(vault) && all.contains(new VaultId(vault))) {
            return new VaultId(vault);
        }
        List<String> names = all.stream().map(VaultId::value).toList();
        throw CliErrors.WRONG_USAGE.error(
                vault.isEmpty()
                        ? "the strategy has " + all.size() + " vaults"
                        : "there is no vault '" + vault + "'",
                names.isEmpty()
                        ? "add one under vaults:"
                        : "name one: "
                                + names.stream()
                                        .map(name -> "--vault " + name)
                                        .collect(Collectors.joining(", ")));
    }

    /// The source of that name.
    static ComponentId source(Site site, VaultId vault, String name) {
        List<ComponentId> sources = site.vaults().any(vault).sources();
        return sources.stream()
                .filter(it -> it.value().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "vault " + vault + " has no source '" + name + "'",
                                "choose one of: " + sources));
    }
}

package dev.muster.cli.site;

import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Places;
import dev.muster.kind.ComponentKind;
import dev.muster.model.RegionId;
import dev.muster.model.Timing;
import dev.muster.operations.Providers;
import dev.muster.operations.Site;
import dev.muster.operations.StateFolder;
import dev.muster.operations.Stores;
import dev.muster.operations.Vaults;
import dev.muster.operations.keys.SealedLookup;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Opens what the user's strategy file describes.
public final class Sites {
    private final Supplier<List<ComponentKind<?>>> kinds;
    private final ProviderList providers;
    private final Stores stores;

    public Sites(Supplier<List<ComponentKind<?>>> kinds, ProviderList providers, Stores stores) {
        this.kinds = kinds;
        this.providers = providers;
        this.stores = stores;
    }

    /// The strategy for commands that need no secret; missing ones wait.
    public Reading read(Call call) {
        return read(call, variables(call).patient());
    }

    /// Everything that a command works with, secrets included.
    ///
    /// @throws dev.muster.model.MusterException with all problems of the strategy
    public Site open(Call call) {
        return site(call, read(call, variables(call)).orThrow().strategy());
    }

    /// The same where missing secrets wait until they are needed, for commands that reach no
    /// component.
    public Site openPatiently(Call call) {
        return site(call, read(call).orThrow().strategy());
    }

    /// Everything that a real recovery works with, sealed secrets included.
    ///
    /// @param keys key files that go before those in the folder of keys
    public Site openForRecovery(Call call, List<KeyFile> keys) {
        return recovering(
                call, call.strategyFile().getFileName().toString(), strategyText(call), keys);
    }

    /// The same with a strategy that was read from a vault.
    public Site openForRecovery(Call call, String strategy, List<KeyFile> keys) {
        return recovering(call, "strategy-in-the-vault.yaml", strategy, keys);
    }

    /// The text of the strategy that the user means.
    public String strategyText(Call call) {
        return text(call.strategyFile());
    }

    private Site recovering(Call call, String name, String text, List<KeyFile> keys) {
        Variables ordinary =
                new SystemVariables(
                        call.around().environment(),
                        call.strategyFileIfAny().map(Sites::folder).orElse(call.around().folder()));
        Strategy first = read(name, text, ordinary.patient()).orThrow().strategy();
        Site site = site(call, first);
        first.vaults()
                .keySet()
                .forEach(vault -> keys.forEach(key -> site.vaults().hold(vault, key)));
        Variables opened =
                new RecoveryVariables(ordinary, new SealedLookup(first, site.vaults()), first);
        Strategy strategy = read(name, text, opened).orThrow().strategy();
        return new Site(
                strategy,
                new Providers(providers.with(site.state())),
                site.vaults(),
                site.state(),
                call.timing());
    }

    /// A vault that is known by its addresses alone.
    public Vault vault(List<String> urls, Call call) {
        List<Copy> copies = new ArrayList<>();
        for (String url : urls) {
            RegionId region = new RegionId("given-" + (copies.size() + 1));
            copies.add(new Copy(region, stores.open(new VaultPlace.Copy(url, region))));
        }
        return Vault.open(copies, VaultPorts.of(call.timing()));
    }

    /// A strategy that stands elsewhere, with its own places.
    ///
    /// @param environment decides about variables and places
    public Site open(Path file, Map<String, String> environment, Call call) {
        Variables variables = new SystemVariables(environment, folder(file));
        Places places = new Places(environment, call.around().home());
        return site(read(file, variables).orThrow().strategy(), places, call.timing());
    }

    private Reading read(Call call, Variables variables) {
        return read(call.strategyFile(), variables);
    }

    private Reading read(Path file, Variables variables) {
        return read(file.getFileName().toString(), text(file), variables);
    }

    private Reading read(String name, String text, Variables variables) {
        return new StrategyReader(kinds.get()).read(Map.of(name, text), variables);
    }

    private static Variables variables(Call call) {
        return new SystemVariables(call.around().environment(), folder(call.strategyFile()));
    }

    /// The folder that a file stands in; a file without one would be the root itself.
    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CliErrors.NO_STRATEGY.error(
                    file + " cannot be read: " + e, "check its owner and encoding (UTF-8)", e);
        }
    }

    private Site site(Call call, Strategy strategy) {
        return site(strategy, call.around().places(), call.timing());
    }

    private Site site(Strategy strategy, Places places, Timing timing) {
        StateFolder state = new StateFolder(places.state(strategy.name()));
        Vaults vaults =
                new Vaults(
                        strategy,
                        places.keys(strategy.name()),
                        stores,
                        VaultPorts.of(timing).caching(places.cache().resolve("index")));
        return new Site(strategy, new Providers(providers.with(state)), vaults, state, timing);
    }
}

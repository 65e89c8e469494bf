package dev.muster.cli.site;

import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Places;
import dev.muster.kind.ComponentKind;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.Timing;
import dev.muster.model.VaultId;
import dev.muster.operations.Providers;
import dev.muster.operations.Site;
import dev.muster.operations.StateFolder;
import dev.muster.operations.Stores;
import dev.muster.operations.Vaults;
import dev.muster.operations.keys.RecoveryDoor;
import dev.muster.provider.Drafting;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.keys.KeyServices;
import dev.muster.vault.keys.Unlocking;
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
    private static final String FROM_VAULT = "strategy-in-the-vault.yaml";

    private final Supplier<List<ComponentKind<?>>> kinds;
    private final ProviderList providers;
    private final Stores stores;
    private final KeyServices services;

    public Sites(
            Supplier<List<ComponentKind<?>>> kinds,
            ProviderList providers,
            Stores stores,
            KeyServices services) {
        this.kinds = kinds;
        this.providers = providers;
        this.stores = stores;
        this.services = services;
    }

    /// Opens slots with a key of a key management service.
    public Unlocking service(String service, String key) {
        return new Unlocking.Kms(services.open(service, key));
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

    /// Everything that the recovery of a scenario works with, sealed secrets included.
    ///
    /// @param keys key files that go before those in the folder of keys
    public Site openForRecovery(Call call, ScenarioId scenario, List<KeyFile> keys) {
        return recovering(
                call,
                scenario,
                call.strategyFile().getFileName().toString(),
                strategyText(call),
                keys);
    }

    /// The same with a strategy that was read from a vault.
    public Site openForRecovery(
            Call call, ScenarioId scenario, String strategy, List<KeyFile> keys) {
        return recovering(call, scenario, FROM_VAULT, strategy, keys);
    }

    /// What reads backups: missing secrets wait.
    ///
    /// @param keys key files that go before those in the folder of keys
    public Site openForReading(Call call, List<KeyFile> keys) {
        Site site = openPatiently(call);
        keys.forEach(key -> hold(site.vaults(), site.strategy(), key));
        return site;
    }

    /// The same with a strategy that was read from a vault.
    ///
    /// @param vault is read as it is, wherever the strategy says that it lies
    public Site openForReading(Call call, String strategy, List<KeyFile> keys, Vault vault) {
        Variables ordinary =
                new SystemVariables(call.around().environment(), call.around().folder());
        Site site = site(call, read(FROM_VAULT, strategy, ordinary.patient()).orThrow().strategy());
        site.vaults().lend(vault);
        keys.forEach(key -> hold(site.vaults(), site.strategy(), key));
        return site;
    }

    /// The text of the strategy that the user means.
    public String strategyText(Call call) {
        return text(call.strategyFile());
    }

    /// What a daemon works with, and its way to what only a recovery opens.
    ///
    /// @param site without sealed secrets, and without the given keys
    public record Serving(Site site, RecoveryDoor door) {}

    /// @param keys key files for recoveries that begin by themselves
    public Serving openForServing(Call call, List<KeyFile> keys) {
        Variables remembered = new RememberedVariables(variables(call));
        String name = call.strategyFile().getFileName().toString();
        String text = strategyText(call);
        Site site = site(call, read(name, text, remembered).orThrow().strategy());
        return new Serving(site, held(call, name, text, remembered, keys));
    }

    private Site recovering(
            Call call, ScenarioId scenario, String name, String text, List<KeyFile> keys) {
        Variables ordinary =
                new SystemVariables(
                        call.around().environment(),
                        call.strategyFileIfAny().map(Sites::folder).orElse(call.around().folder()));
        return held(call, name, text, ordinary, keys).open(scenario);
    }

    private RecoveryDoor held(
            Call call, String name, String text, Variables ordinary, List<KeyFile> keys) {
        Strategy first = read(name, text, ordinary.patient()).orThrow().strategy();
        Site site = site(call, first);
        keys.forEach(key -> hold(site.vaults(), first, key));
        return new HeldStrategy(
                variables -> read(name, text, variables).orThrow().strategy(),
                ordinary,
                site,
                strategy ->
                        new Site(
                                strategy,
                                new Providers(providers.with(site.state())),
                                site.vaults(),
                                site.state(),
                                call.timing()));
    }

    /// A key goes to its own vault. Where that cannot be told, because there is one alone or it
    /// does not answer now, a key of another one is refused when it is used.
    private static void hold(Vaults vaults, Strategy strategy, KeyFile key) {
        boolean alone = strategy.vaults().size() == 1;
        for (VaultId vault : strategy.vaults().keySet()) {
            if (alone || mayBeOf(vaults, vault, key)) {
                vaults.hold(vault, key);
            }
        }
    }

    private static boolean mayBeOf(Vaults vaults, VaultId vault, KeyFile key) {
        try {
            return vaults.any(vault).config().number().equals(key.vault());
        } catch (MusterException unreachable) {
            return true;
        }
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

    /// What technologies a strategy can be drafted from.
    public List<Drafting> draftings(Call call) {
        return providers.with(new StateFolder(call.around().places().state("init"))).stream()
                .flatMap(provider -> provider.drafting().stream())
                .toList();
    }

    /// A strategy that was written to no file yet.
    public Reading read(Call call, String name, String text) {
        Variables variables =
                new SystemVariables(call.around().environment(), call.around().folder());
        return read(name, text, variables.patient());
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

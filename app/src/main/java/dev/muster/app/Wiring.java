package dev.muster.app;

import dev.muster.cli.keys.ReaderProgram;
import dev.muster.cli.site.Sites;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.named.NamedKinds;
import dev.muster.operations.StateFolder;
import dev.muster.provider.Provider;
import dev.muster.provider.aws.AwsProvider;
import dev.muster.provider.aws.kind.S3Kind;
import dev.muster.provider.files.FilesProvider;
import dev.muster.provider.files.kind.FilesKind;
import dev.muster.provider.local.LocalProvider;
import dev.muster.provider.local.kind.FrontDoorKind;
import dev.muster.provider.local.kind.ManualKind;
import dev.muster.provider.mariadb.MariadbProvider;
import dev.muster.provider.mariadb.kind.MariadbKind;
import dev.muster.provider.opensearch.OpenSearchProvider;
import dev.muster.provider.opensearch.kind.OpenSearchKind;
import dev.muster.provider.postgresql.PostgresqlProvider;
import dev.muster.provider.postgresql.kind.PostgresqlKind;
import dev.muster.provider.process.ProcessProvider;
import dev.muster.provider.process.kind.ProcessKind;
import dev.muster.provider.redis.RedisProvider;
import dev.muster.provider.redis.kind.RedisKind;
import dev.muster.vault.kms.AwsKms;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What this program is made of: the list of providers, and the stores of vaults.
final class Wiring {
    private Wiring() {}

    static Sites sites() {
        return new Sites(
                Wiring::kinds,
                Wiring::providers,
                new VaultStores(new SystemTiming(), Verbs::jitter),
                AwsKms.services());
    }

    /// The reader lies beside the jars of the distribution.
    static ReaderProgram reader() {
        try {
            Path jar =
                    Path.of(
                            Wiring.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return new ReaderProgram(
                    Optional.of(jar.resolveSibling("program").resolve("muster-reader.jar")));
        } catch (URISyntaxException impossible) {
            return new ReaderProgram(Optional.empty());
        }
    }

    /// The kinds of [#providers] and those that are known by name, for reading a strategy before it
    /// is known where state is kept.
    static List<ComponentKind<?>> kinds() {
        return NamedKinds.after(
                List.of(
                        new PostgresqlKind(),
                        new MariadbKind(),
                        new RedisKind(),
                        new OpenSearchKind(),
                        new FilesKind(),
                        new ProcessKind(),
                        new FrontDoorKind(),
                        new ManualKind(),
                        new S3Kind()));
    }

    private static List<Provider> providers(StateFolder state) {
        return List.of(
                new PostgresqlProvider(),
                new MariadbProvider(),
                new RedisProvider(),
                new OpenSearchProvider(),
                new FilesProvider(),
                new ProcessProvider(state.root().resolve("processes")),
                new LocalProvider(),
                new AwsProvider());
    }
}

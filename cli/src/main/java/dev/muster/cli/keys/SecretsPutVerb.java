package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.sealed.SealedSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault secrets put`.
@Command(name = "put", description = "seal a value that only a recovery opens, as ${vault:NAME}")
public final class SecretsPutVerb implements Verb {
    private static final String OTHERWISE = "name a file that holds it: --from-file FILE";

    private final Sites sites;

    @Parameters(paramLabel = "NAME", description = "what the strategy calls it")
    private String name = "";

    @Option(
            names = "--from-file",
            paramLabel = "FILE",
            description = "a file with the value; without it, it is asked")
    private @Nullable Path file;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public SecretsPutVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        SealedSecrets secrets = new SealedSecrets(site.vaults().any(vault));
        secrets.put(name, value(call), call.person(), Signers.of(site.vaults().keys(vault)));
        SecretsAnswer.tell(call, vault, secrets, "secret " + name + " is sealed");
        return Answer.YES;
    }

    private String value(Call call) {
        if (file == null) {
            String first = call.secret("Value of " + name + ":", OTHERWISE);
            if (!call.secret("Once more:", OTHERWISE).equals(first)) {
                throw CliErrors.WRONG_USAGE.error(
                        "the two values differ; nothing was sealed", "type the same one twice");
            }
            return first;
        }
        Path path = call.around().folder().resolve(file);
        try {
            return Files.readString(path).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    "--from-file " + path + " cannot be read: " + e,
                    "name a text file in UTF-8",
                    e);
        }
    }
}

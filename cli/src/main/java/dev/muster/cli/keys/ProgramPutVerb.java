package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.program.Program;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault program put`.
@Command(name = "put", description = "keep this Muster's reader in the vault, signed by the owner")
public final class ProgramPutVerb implements Verb {
    private final Sites sites;
    private final ReaderProgram reader;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "another reader than the one that comes with this Muster")
    private @Nullable Path jar;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public ProgramPutVerb(Sites sites, ReaderProgram reader) {
        this.sites = sites;
        this.reader = reader;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        Path path =
                Optional.ofNullable(jar)
                        .map(call.around().folder()::resolve)
                        .or(() -> reader.jar(call))
                        .orElseThrow(() ->
                                CliErrors.WRONG_USAGE.error(
                                        "this Muster came without a reader",
                                        "name one: --jar muster-reader.jar"));
        Program kept =
                ReaderProgram.keep(call, site.vaults().any(vault), site.vaults().keys(vault), path);
        ProgramAnswer.tell(
                call,
                vault.value(),
                site.vaults().any(vault),
                "program " + kept.number() + " is in the vault, signed by the owner");
        return Answer.YES;
    }
}

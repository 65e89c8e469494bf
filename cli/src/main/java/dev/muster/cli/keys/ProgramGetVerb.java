package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Site;
import dev.muster.vault.program.Program;
import dev.muster.vault.program.VaultPrograms;
import dev.muster.vault.repository.Vault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault program get`.
@Command(
        name = "get",
        description = "fetch a reader that the owner signed, the newest without a number")
public final class ProgramGetVerb implements Verb {
    private final Sites sites;

    @Option(names = "--number", paramLabel = "N", description = "which, as list names it")
    private @Nullable Integer number;

    @Option(names = "--to", paramLabel = "FILE", description = "where to; muster-reader.jar here")
    private Path to = Path.of("muster-reader.jar");

    @Option(
            names = "--from-vault",
            paramLabel = "URL",
            description = "from the vault there; without it, from the strategy's")
    private String url = "";

    @Mixin private VaultChoice choice = new VaultChoice();

    public ProgramGetVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Path file = call.around().folder().resolve(to);
        Program program = fetch(call, file);
        call.answer(
                "vault-program-get/1",
                new Answered(program, file.toString()),
                screen -> {
                    screen.print("program " + program.number() + " is in " + file);
                    screen.print("  sha256 " + program.sha256());
                    screen.print("  run it: java -jar " + file + " help");
                });
        return Answer.YES;
    }

    private Program fetch(Call call, Path file) {
        if (!url.isEmpty()) {
            try (Vault vault = sites.vault(List.of(url), call)) {
                return fetch(vault, file);
            }
        }
        Site site = sites.openPatiently(call);
        return fetch(site.vaults().any(choice.of(site)), file);
    }

    private Program fetch(Vault vault, Path file) {
        VaultPrograms programs = new VaultPrograms(vault);
        Program program = programs.find(Optional.ofNullable(number));
        write(file, programs.jar(program));
        return program;
    }

    private static void write(Path file, byte[] jar) {
        try {
            Files.write(file, jar, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw CliErrors.WRONG_USAGE.error(
                    file + " is there already", "name another file: --to FILE", there);
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    file + " cannot be written: " + e, "name another file: --to FILE", e);
        }
    }

    private record Answered(Program program, String file) {}
}

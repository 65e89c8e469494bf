package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.ReaderProgram;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.program.Program;
import dev.muster.vault.repository.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `muster vault init`.
@Command(name = "init", description = "makes the vaults of the strategy, and their keys")
public final class VaultInitVerb implements Verb {
    private final Sites sites;
    private final ReaderProgram reader;

    public VaultInitVerb(Sites sites, ReaderProgram reader) {
        this.sites = sites;
        this.reader = reader;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        List<Made> made = new ArrayList<>();
        for (VaultPlace place : site.strategy().vaults().values()) {
            VaultId id = place.id();
            try (Vault vault = site.vaults().create(id)) {
                Optional<Program> program = reader.keep(call, vault, site.vaults().keys(id));
                made.add(
                        new Made(
                                id.value(),
                                vault.number(),
                                place.copies().stream()
                                        .map(copy ->
                                                new CopyPlace(copy.region().value(), copy.url()))
                                        .toList(),
                                site.vaults().keysFolder(id).toString(),
                                site.vaults().keys(id).recoveryFile().toString(),
                                program));
            }
        }
        call.answer(
                "vault-init/1",
                new Answered(made),
                screen ->
                        made.forEach(vault -> {
                            screen.print("vault " + vault.vault() + " is ready");
                            vault.copies()
                                    .forEach(copy ->
                                            screen.print(
                                                    "  copy in "
                                                            + copy.region()
                                                            + "  "
                                                            + copy.url()));
                            vault.program()
                                    .ifPresent(it ->
                                            screen.print(
                                                    "  reader  " + it.object() + ", in each copy"));
                            screen.print("  keys  " + vault.keys());
                            screen.paragraph(
                                    "Keep a copy of "
                                            + vault.recoveryKey()
                                            + " away from this machine: with it and one"
                                            + " copy of the vault everything can be brought"
                                            + " back; without it nothing can.");
                        }));
        return Answer.YES;
    }

    private record Answered(List<Made> vaults) {}

    private record Made(
            String vault,
            String number,
            List<CopyPlace> copies,
            String keys,
            String recoveryKey,
            Optional<Program> program) {}

    private record CopyPlace(String region, String url) {}
}

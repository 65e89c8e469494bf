package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.vault.program.Program;
import dev.muster.vault.program.VaultPrograms;
import dev.muster.vault.repository.Vault;
import java.util.List;

/// The programs in a vault.
///
/// @param done what was done, in words; empty for a list
/// @param foreign what lies among them and is not the owner's
record ProgramAnswer(String vault, String done, List<Program> programs, List<String> foreign) {
    static ProgramAnswer tell(Call call, String name, Vault vault, String done) {
        VaultPrograms.Shelf shelf = new VaultPrograms(vault).shelf();
        ProgramAnswer answer = new ProgramAnswer(name, done, shelf.programs(), shelf.foreign());
        call.answer("vault-program/1", answer, screen -> answer.show(call, screen));
        return answer;
    }

    private void show(Call call, Screen screen) {
        if (!done.isEmpty()) {
            screen.print(done);
        } else if (programs.isEmpty()) {
            screen.print("no program yet; keep this Muster's: muster vault program put");
        } else {
            Table table = Table.of(">number", "version", "kept", "by", ">size", "sha256");
            programs.forEach(it ->
                    table.row(
                            String.valueOf(it.number()),
                            it.version(),
                            call.show(it.kept()),
                            it.by(),
                            it.size().toString(),
                            it.sha256()));
            table.print(screen);
        }
        foreign.forEach(name ->
                screen.print(
                        screen.inkOfAnswer()
                                .bad("not signed by the owner, do not run it: " + name)));
    }
}

package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.vault.sealed.VaultDocuments;
import java.util.List;

/// The versions of the strategy in a vault.
///
/// @param done what was done, in words; empty for a list
record StrategyAnswer(String vault, String done, List<VaultDocuments.Version> versions) {
    private static final int SHORT = 12;

    static void tell(Call call, String vault, VaultDocuments documents, String done) {
        StrategyAnswer answer = new StrategyAnswer(vault, done, documents.strategies());
        call.answer("vault-strategy/1", answer, screen -> answer.show(call, screen));
    }

    private void show(Call call, Screen screen) {
        if (!done.isEmpty()) {
            screen.print(done);
            return;
        }
        if (versions.isEmpty()) {
            screen.print("no strategy yet; keep this one: muster vault strategy sign");
            return;
        }
        Table table = Table.of(">number", "kept", "by", "signed by", "sha256");
        versions.forEach(it ->
                table.row(
                        String.valueOf(it.number()),
                        call.show(it.kept()),
                        it.by(),
                        it.byOwner() ? "owner" : "controller",
                        it.digest().substring(0, Math.min(SHORT, it.digest().length()))));
        table.print(screen);
    }
}

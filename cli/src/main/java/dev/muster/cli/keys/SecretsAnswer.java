package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.model.VaultId;
import dev.muster.vault.sealed.SealedSecrets;
import java.util.List;

/// What the commands about sealed secrets say; never a value.
///
/// @param done what was done, in words; empty for a list
record SecretsAnswer(String vault, String done, List<SealedSecrets.Entry> secrets) {
    static void tell(Call call, VaultId vault, SealedSecrets secrets, String done) {
        SecretsAnswer answer = new SecretsAnswer(vault.value(), done, secrets.list());
        call.answer("vault-secrets/1", answer, screen -> answer.show(call, screen));
    }

    private void show(Call call, Screen screen) {
        if (!done.isEmpty()) {
            screen.print(done);
            return;
        }
        if (secrets.isEmpty()) {
            screen.print("no secrets yet; seal one: muster vault secrets put NAME");
            return;
        }
        Table table = Table.of("secret", ">versions", "put", "by", "state");
        secrets.forEach(it ->
                table.row(
                        it.name(),
                        String.valueOf(it.versions()),
                        call.show(it.put()),
                        it.by(),
                        it.removed() ? "removed" : "sealed"));
        table.print(screen);
    }
}

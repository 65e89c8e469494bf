package dev.muster.cli.door;

import dev.muster.cli.Call;
import dev.muster.cli.screen.Table;
import dev.muster.model.ComponentId;
import dev.muster.vault.door.DoorTokens;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tokens of a door, without their secrets.
///
/// @param done what was done, in words; empty for a list
record TokensAnswer(String done, List<Token> tokens) {
    record Token(String name, String role, Optional<String> source, Instant made) {}

    static void tell(Call call, DoorTokens tokens, String done) {
        List<Token> all =
                tokens.all().stream()
                        .map(it ->
                                new Token(
                                        it.name(),
                                        it.role().name().toLowerCase(Locale.ROOT),
                                        it.source().map(ComponentId::value),
                                        it.made()))
                        .toList();
        call.answer(
                "vault-tokens/1",
                new TokensAnswer(done, all),
                screen -> {
                    if (!done.isEmpty()) {
                        screen.print(done);
                        return;
                    }
                    Table table = Table.of("name", "role", "source", "made");
                    all.forEach(it ->
                            table.row(
                                    it.name(),
                                    it.role(),
                                    it.source().orElse("any"),
                                    call.show(it.made())));
                    table.print(screen);
                });
    }
}

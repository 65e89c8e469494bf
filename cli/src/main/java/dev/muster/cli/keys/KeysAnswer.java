package dev.muster.cli.keys;

import dev.muster.cli.Call;
import java.util.List;
import java.util.Optional;

/// What `muster vault keys add`, `remove` and `rotate` say.
///
/// @param done what was done, in words
/// @param fingerprint of the key that was made or removed
/// @param files the key files that were written
/// @param next what to do now
record KeysAnswer(
        String vault,
        String done,
        String role,
        String name,
        Optional<String> fingerprint,
        List<String> files,
        List<String> next) {
    void tell(Call call) {
        call.answer(
                "vault-keys-change/1",
                this,
                screen -> {
                    screen.print(done);
                    files.forEach(file -> screen.print("  wrote  " + file));
                    next.forEach(screen::paragraph);
                });
    }
}

package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.vault.program.Program;
import dev.muster.vault.program.VaultPrograms;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The reader that comes with this program, and its way into vaults.
public final class ReaderProgram {
    /// A jar to take instead of the one that comes with the program.
    private static final String VARIABLE = "MUSTER_READER_JAR";

    private final Optional<Path> own;

    /// @param own empty where the program came without one, as a build for developers does
    public ReaderProgram(Optional<Path> own) {
        this.own = own;
    }

    Optional<Path> jar(Call call) {
        String other = call.around().environment().getOrDefault(VARIABLE, "");
        return other.isEmpty()
                ? own.filter(Files::isRegularFile)
                : Optional.of(call.around().folder().resolve(other));
    }

    /// Brings the vault the reader of this program, if it has another one and the owner's key is
    /// here.
    ///
    /// @return the one that is there then
    public Optional<Program> keep(Call call, Vault vault, KeyFolder keys) {
        Optional<Path> jar = jar(call);
        if (jar.isEmpty() || keys.find("owner").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(keep(call, vault, keys, jar.get()));
    }

    static Program keep(Call call, Vault vault, KeyFolder keys, Path jar) {
        return new VaultPrograms(vault)
                .keep(read(jar), call.around().version(), call.person(), keys.owner().signing());
    }

    private static byte[] read(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    "the reader " + jar + " cannot be read: " + e, "name another: --jar FILE", e);
        }
    }
}

package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Vaults;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.keys.Unlocking;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Opens key files from slots of the vault.
public final class Unlock {
    private static final String OTHERWISE =
            "put it into a file that only you can read, and name that: --passphrase-file FILE";

    @Option(
            names = "--unlock",
            paramLabel = "ROLE/SLOT",
            description = "take a key from a slot of the vault, such as recovery/ops")
    private List<String> slots = List.of();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "the passphrase of a slot; without it, it is asked")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--unlock-file",
            paramLabel = "FILE",
            description = "the key file that opens a slot")
    private @Nullable Path unlockFile;

    boolean isUsed() {
        return !slots.isEmpty();
    }

    /// Opens the slots that were named; nothing happens if none was.
    public void into(Call call, Sites sites, Vaults vaults, VaultId vault) {
        if (isUsed()) {
            files(call, sites, vaults.any(vault)).forEach(file -> vaults.hold(vault, file));
        }
    }

    /// The key files in the slots that were named.
    List<KeyFile> files(Call call, Sites sites, Vault vault) {
        List<KeyFile> files = new ArrayList<>();
        for (String slot : slots) {
            String[] parts = slot.split("/", -1);
            if (parts.length != 2) {
                throw CliErrors.WRONG_USAGE.error(
                        "--unlock '" + slot + "' names no slot",
                        "write ROLE/SLOT, as muster vault keys list does");
            }
            Unlocking by =
                    KeyCare.service(vault, parts[0], parts[1])
                            .map(kms -> sites.service(kms.service(), kms.key()))
                            .orElseGet(() -> unlocking(call, "of " + slot));
            files.add(KeyCare.open(vault, parts[0], parts[1], by));
        }
        return files;
    }

    /// What opens a slot that is there.
    Unlocking unlocking(Call call, String whose) {
        return unlockFile != null
                ? new Unlocking.UnlockFile(
                        KeyFolder.file(call.around().folder().resolve(unlockFile)))
                : phrase(text(call, "Passphrase " + whose + ":"));
    }

    /// A passphrase for a new slot, typed twice.
    Unlocking fresh(Call call, String whose) {
        String text = text(call, "Passphrase " + whose + ":");
        if (passphraseFile == null && !call.secret("Once more:", OTHERWISE).equals(text)) {
            throw CliErrors.WRONG_USAGE.error(
                    "the two passphrases differ; nothing was changed", "type the same one twice");
        }
        return phrase(text);
    }

    private String text(Call call, String question) {
        if (passphraseFile == null) {
            return call.secret(question, OTHERWISE);
        }
        Path path = call.around().folder().resolve(passphraseFile);
        try {
            return Files.readString(path).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    "--passphrase-file " + path + " cannot be read: " + e,
                    "name a file of one line, in UTF-8",
                    e);
        }
    }

    private static Unlocking phrase(String text) {
        try {
            return new Unlocking.Passphrase(text);
        } catch (IllegalArgumentException tooShort) {
            throw CliErrors.WRONG_USAGE.error(
                    String.valueOf(tooShort.getMessage()), "choose a longer one", tooShort);
        }
    }
}

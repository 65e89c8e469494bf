package dev.muster.vault.log;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.log.HistoryFile;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.repository.SourceSecrets;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads histories from the vault and a spool.
final class HistoryShelf {
    private final Vault vault;
    private final ComponentId source;
    private final SourceSecrets secrets;
    private final Optional<SpoolFolder> spool;

    HistoryShelf(
            Vault vault, ComponentId source, SourceSecrets secrets, Optional<SpoolFolder> spool) {
        this.vault = vault;
        this.source = source;
        this.secrets = secrets;
        this.spool = spool;
    }

    Map<String, byte[]> all() {
        Map<String, byte[]> found = new TreeMap<>();
        List<String> names =
                vault.copies().list(LogNames.histories(source)).stream()
                        .map(StoredObject::name)
                        .toList();
        List<Optional<byte[]>> read =
                vault.together(names, name -> vault.copies().read(name, vault.trust()));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            read.get(i).ifPresent(bytes -> add(found, name, bytes));
        }
        if (spool.isPresent()) {
            try {
                for (Path path : spool.get().histories()) {
                    SpoolFolder.read(path).ifPresent(bytes -> add(found, path.toString(), bytes));
                }
            } catch (IOException e) {
                throw spool.get().failed("read", 0, e);
            }
        }
        return found;
    }

    private void add(Map<String, byte[]> found, String name, byte[] object) {
        SignedObject signed = vault.trust().bySource(ObjectKind.HISTORY, name, object, source);
        HistoryFile file = HistoryFile.decode(signed);
        byte[] content = file.content(secrets.keys()).orElseThrow(() -> damaged(name));
        if (!Arrays.equals(secrets.of(signed.signer()).historyTag(content), tag(name))) {
            throw damaged(name);
        }
        byte[] other = found.putIfAbsent(file.name(), content);
        if (other != null && !Arrays.equals(other, content)) {
            throw VaultErrors.LOG_DIFFERS.error(
                    "history " + file.name() + " of " + source + " was kept with two contents",
                    "the source had two histories; restore from a backup that needs only one");
        }
    }

    private static byte[] tag(String name) {
        return HexFormat.of().parseHex(name.substring(name.lastIndexOf('/') + 1));
    }

    private static MusterException damaged(String name) {
        return VaultErrors.LOG_DAMAGED.error(name + " is not what was kept", "");
    }
}

package dev.muster.bench;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.vault.keep.KeepRule;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.FileSink;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.PruneRules;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A process of its own, so that its memory can be limited and measured: backs up or prunes a
/// source of very many small chunks, each of other content, that exist nowhere but here.
///
/// Arguments: `init`, `backup` or `prune`; the folder; how many chunks; where their numbers begin.
public final class ManyChunks {
    private static final ComponentId SOURCE = new ComponentId("many");
    private static final RegionId HERE = new RegionId("here");

    private ManyChunks() {}

    public static void main(String[] words) {
        Path folder = Path.of(words[1]);
        int count = Integer.parseInt(words[2]);
        KeyFolder keys = new KeyFolder(folder.resolve("keys"));
        List<Copy> copies = List.of(new Copy(HERE, new FolderStore(folder.resolve("vault"))));
        VaultPorts ports = VaultPorts.of(new Clock());
        switch (words[0]) {
            case "init" -> {
                try (Vault vault = Vault.create("many", copies, keys, ports)) {
                    vault.addSource(SOURCE, keys);
                }
            }
            case "backup" -> {
                try (Vault vault = Vault.open(copies, ports)) {
                    backup(vault, keys, count, Integer.parseInt(words[3]));
                }
            }
            case "prune" -> {
                try (Vault vault = Vault.open(copies, ports)) {
                    prune(vault);
                }
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void backup(Vault vault, KeyFolder keys, int count, int first) {
        Instant begun = Instant.now();
        FileMetadata metadata = FileMetadata.ofMode(0600);
        ByteBuffer content = ByteBuffer.allocate(2 * Long.BYTES);
        try (BackupSession session =
                vault.backup(keys.source(SOURCE), Epoch.FIRST, WriteRule.requiring(HERE))) {
            session.inOrder();
            for (int i = first; i < first + count; i++) {
                try (FileSink sink = session.file(String.format("f%09d", i), metadata, 0)) {
                    sink.write(content.clear().putLong(i).putLong(~i).flip());
                }
            }
            LogPosition nowhere = new LogPosition("1", 0);
            session.commit(begun, Instant.now(), nowhere, nowhere);
        }
    }

    /// Keeps the newest point only.
    private static void prune(Vault vault) {
        KeepRule newest = new KeepRule(Optional.empty(), 1, 0, 0, 0, 0);
        vault.janitor().prune(new PruneRules(Map.of(SOURCE, newest), Duration.ZERO, Set.of()));
    }
}

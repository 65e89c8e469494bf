package dev.muster.vault.disk;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A file or folder: what is seen of it, and what would be left if the power went.
final class DiskNode {
    final boolean folder;
    final Map<String, DiskNode> names = new TreeMap<>();
    byte[] bytes = new byte[0];
    Set<PosixFilePermission> mode = new HashSet<>();
    FileTime modified = FileTime.fromMillis(0);

    /// Where it is really mapped.
    Path mapped;

    boolean locked;

    private Map<String, DiskNode> syncedNames = new TreeMap<>();
    private byte[] syncedBytes = new byte[0];

    /// A sync failed: what was to be synced may be dropped, and later syncs say nothing.
    private boolean dropped;

    DiskNode(boolean folder) {
        this.folder = folder;
    }

    void sync() {
        if (!dropped) {
            syncedNames = new TreeMap<>(names);
            syncedBytes = bytes.clone();
        }
    }

    void failSync() {
        dropped = true;
    }

    /// The same graph, apart from now on.
    DiskNode copy(Map<DiskNode, DiskNode> known) {
        DiskNode there = known.get(this);
        if (there != null) {
            return there;
        }
        DiskNode copy = new DiskNode(folder);
        known.put(this, copy);
        copy.bytes = bytes;
        copy.syncedBytes = syncedBytes;
        copy.mode = mode;
        copy.modified = modified;
        names.forEach((name, node) -> copy.names.put(name, node.copy(known)));
        syncedNames.forEach((name, node) -> copy.syncedNames.put(name, node.copy(known)));
        return copy;
    }

    /// Loses power: of what was not synced nothing is left, or some.
    ///
    /// @param random decides about each name and content; null leaves nothing
    void lose(Random random, Set<DiskNode> seen) {
        if (!seen.add(this)) {
            return;
        }
        Set<String> all = new TreeSet<>(names.keySet());
        all.addAll(syncedNames.keySet());
        for (String name : all) {
            if (random == null || random.nextBoolean()) {
                DiskNode synced = syncedNames.get(name);
                if (synced == null) {
                    names.remove(name);
                } else {
                    names.put(name, synced);
                }
            }
        }
        if (!folder && (random == null || random.nextBoolean())) {
            bytes = syncedBytes;
        } else if (!folder && bytes.length > syncedBytes.length && random.nextBoolean()) {
            int kept = syncedBytes.length + random.nextInt(bytes.length - syncedBytes.length);
            bytes = java.util.Arrays.copyOf(bytes, kept);
        }
        syncedNames = new TreeMap<>(names);
        syncedBytes = bytes;
        dropped = false;
        names.values().forEach(node -> node.lose(random, seen));
    }
}

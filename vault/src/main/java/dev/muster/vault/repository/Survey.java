package dev.muster.vault.repository;

import dev.muster.vault.format.FileEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// A first look at what a restore will write. One thread.
final class Survey {
    private final Predicate<String> wanted;

    /// For a file that is not wanted itself: the first wanted path that is another name of it.
    private final Map<String, String> carriers = new HashMap<>();

    private final Set<String> unseen = new HashSet<>();
    private long names;
    private long bytes;
    private long certain;

    Survey(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    void see(FileEntry entry) {
        if (!wanted.test(entry.path())) {
            return;
        }
        names++;
        switch (entry) {
            case FileEntry.Content file -> {
                bytes += file.size();
                certain += mayHaveHoles(file) ? 0 : file.size();
            }
            case FileEntry.HardLink link -> {
                if (!wanted.test(link.first())
                        && carriers.putIfAbsent(link.first(), link.path()) == null) {
                    unseen.add(link.first());
                }
            }
            case FileEntry.Folder _, FileEntry.Link _, FileEntry.Special _ -> {}
        }
    }

    /// Only files of which a file system told more than a mode are backed up with their holes.
    private static boolean mayHaveHoles(FileEntry.Content file) {
        return file instanceof FileEntry.Plain
                && file.metadata().modified().isPresent()
                && file.tree().filter(tree -> !tree.isChunk()).isPresent();
    }

    /// Adds the size of files that come under another name.
    void seeUnwanted(FileEntry entry) {
        if (entry instanceof FileEntry.Content file && unseen.remove(file.path())) {
            bytes += file.size();
        }
    }

    long names() {
        return names;
    }

    long bytes() {
        return bytes;
    }

    /// Bytes that take room for sure.
    long certain() {
        return certain;
    }

    /// Under which path a file is written that a further name stands for.
    String carrier(FileEntry.HardLink link) {
        return carriers.getOrDefault(link.first(), link.first());
    }

    boolean isCarrier(FileEntry.HardLink link) {
        return link.path().equals(carriers.get(link.first()));
    }

    boolean hasCarriers() {
        return !carriers.isEmpty();
    }

    /// Files that must be looked up, since only a further name of them is wanted.
    Set<String> firsts() {
        return carriers.keySet();
    }
}

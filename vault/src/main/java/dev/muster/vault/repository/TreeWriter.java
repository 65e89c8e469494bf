package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Node;
import dev.muster.vault.repository.SectionStream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds a file's tree from its leaves, using again every node that did not change.
final class TreeWriter {
    private final SectionStream sections;
    private final NeededPacks needed;
    private final PreviousTree previous;
    private final List<List<Place>> levels = new ArrayList<>();
    private final List<Long> written = new ArrayList<>();

    TreeWriter(SectionStream sections, NeededPacks needed, PreviousTree previous) {
        this.sections = sections;
        this.needed = needed;
        this.previous = previous;
    }

    /// A tree whose root lies somewhere.
    record Built(int height, Place root) {}

    void add(Place leaf) {
        add(0, leaf);
    }

    private void add(int level, Place child) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
            written.add(0L);
        }
        List<Place> children = levels.get(level);
        if (children.size() == Node.CHILDREN) {
            close(level);
        }
        levels.get(level).add(child);
    }

    private void close(int level) {
        List<Place> children = List.copyOf(levels.get(level));
        long index = written.get(level);
        written.set(level, index + 1);
        levels.get(level).clear();
        add(level + 1, node(level + 1, index, children));
    }

    private Place node(int level, long index, List<Place> children) {
        Optional<PreviousTree.At> before =
                previous.node(level, index).filter(at -> isSame(at.children(), children));
        if (before.isPresent()) {
            needed.add(before.get().ref());
            return Place.earlier(before.get().ref());
        }
        return sections.add(
                () -> new Node(level, children.stream().map(Place::ref).toList()).encode());
    }

    private static boolean isSame(List<BlobRef> before, List<Place> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (now.get(i).earlier().filter(before.get(i)::equals).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Empty for a file without leaves.
    Optional<Built> finish() {
        int level = 0;
        while (level < levels.size()) {
            boolean top = level == levels.size() - 1 && levels.get(level).size() == 1;
            if (top) {
                return Optional.of(new Built(level, levels.get(level).getFirst()));
            }
            close(level);
            level++;
        }
        return Optional.empty();
    }
}

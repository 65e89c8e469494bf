package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.EntryList;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Tree;
import dev.muster.vault.repository.SectionStream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers a backup's paths into lists, using again every list that did not change.
final class ListWriter {
    /// About what a path takes beside its name.
    private static final int OVERHEAD = 48;

    private final SectionStream sections;
    private final NeededPacks needed;
    private final PreviousBackup previous;
    private final List<Place> lists = new ArrayList<>();
    private final List<Draft> current = new ArrayList<>();
    private int bytes;

    ListWriter(SectionStream sections, NeededPacks needed, PreviousBackup previous) {
        this.sections = sections;
        this.needed = needed;
        this.previous = previous;
    }

    private record Draft(FileEntry entry, Optional<TreeWriter.Built> tree) {
        FileEntry settled() {
            Optional<Tree> settled = tree.map(t -> new Tree(t.height(), t.root().ref()));
            return switch (entry) {
                case FileEntry.Paged file ->
                        new FileEntry.Paged(
                                file.path(), file.mode(), file.size(), file.pageSize(), settled);
                case FileEntry.Plain file ->
                        new FileEntry.Plain(file.path(), file.mode(), file.size(), settled);
                case FileEntry.Folder _, FileEntry.Link _ -> entry;
            };
        }

        boolean isEarlier() {
            return tree.isEmpty() || tree.get().root().earlier().isPresent();
        }
    }

    void add(FileEntry entry, Optional<TreeWriter.Built> tree) {
        current.add(new Draft(entry, tree));
        bytes += entry.path().length() + OVERHEAD;
        if (EntryList.endsAfter(entry.path(), bytes)) {
            close();
        }
    }

    private void close() {
        List<Draft> drafts = List.copyOf(current);
        current.clear();
        bytes = 0;
        Optional<BlobRef> before = before(drafts);
        if (before.isPresent()) {
            needed.add(before.get());
            lists.add(Place.earlier(before.get()));
        } else {
            lists.add(
                    sections.add(() ->
                            new EntryList(drafts.stream().map(Draft::settled).toList()).encode()));
        }
    }

    private Optional<BlobRef> before(List<Draft> drafts) {
        if (!drafts.stream().allMatch(Draft::isEarlier)) {
            return Optional.empty();
        }
        return previous.list(drafts.stream().map(Draft::settled).toList());
    }

    List<Place> finish() {
        if (!current.isEmpty()) {
            close();
        }
        return lists;
    }
}

package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.EntryList;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.ListGroup;
import dev.muster.vault.format.Listed;
import dev.muster.vault.format.Tree;
import dev.muster.vault.repository.SectionStream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers a backup's paths into lists and those into groups, using again all that did not change.
final class ListWriter {
    /// About what a path takes beside its name.
    private static final int OVERHEAD = 96;

    private final SectionStream sections;
    private final NeededPacks needed;
    private final PreviousBackup previous;
    private final List<At> groups = new ArrayList<>();
    private final List<At> lists = new ArrayList<>();
    private final List<Draft> current = new ArrayList<>();
    private int bytes;

    ListWriter(SectionStream sections, NeededPacks needed, PreviousBackup previous) {
        this.sections = sections;
        this.needed = needed;
        this.previous = previous;
    }

    /// A list or group, and where it lies.
    private record At(String first, Place place) {
        Listed listed() {
            return new Listed(first, place.ref());
        }
    }

    private record Draft(FileEntry entry, Optional<TreeWriter.Built> tree) {
        FileEntry settled() {
            if (entry instanceof FileEntry.Content file) {
                return file.settled(
                        file.size(),
                        file.torn(),
                        tree.map(t -> new Tree(t.height(), t.root().ref())));
            }
            return entry;
        }

        boolean isEarlier() {
            return tree.isEmpty() || tree.get().root().earlier().isPresent();
        }
    }

    void add(FileEntry entry, Optional<TreeWriter.Built> tree) {
        current.add(new Draft(entry, tree));
        bytes += entry.path().length() + OVERHEAD;
        if (EntryList.endsAfter(entry.path(), bytes)) {
            closeList();
        }
    }

    private void closeList() {
        List<Draft> drafts = List.copyOf(current);
        current.clear();
        bytes = 0;
        String first = drafts.getFirst().entry().path();
        lists.add(new At(first, before(drafts).map(this::again).orElseGet(() -> store(drafts))));
        if (ListGroup.endsAfter(drafts.getLast().entry().path(), lists.size())) {
            closeGroup();
        }
    }

    private Place again(BlobRef before) {
        needed.add(before);
        return Place.earlier(before);
    }

    private Place store(List<Draft> drafts) {
        return sections.add(
                () -> new EntryList(drafts.stream().map(Draft::settled).toList()).encode());
    }

    private Optional<BlobRef> before(List<Draft> drafts) {
        if (!drafts.stream().allMatch(Draft::isEarlier)) {
            return Optional.empty();
        }
        return previous.list(drafts.stream().map(Draft::settled).toList());
    }

    private void closeGroup() {
        List<At> members = List.copyOf(lists);
        lists.clear();
        boolean earlier = members.stream().allMatch(at -> at.place().earlier().isPresent());
        Optional<BlobRef> before =
                earlier
                        ? previous.group(members.stream().map(At::listed).toList())
                        : Optional.empty();
        Place place =
                before.map(this::again)
                        .orElseGet(() ->
                                sections.add(() ->
                                        new ListGroup(members.stream().map(At::listed).toList())
                                                .encode()));
        groups.add(new At(members.getFirst().first(), place));
    }

    void finish() {
        if (!current.isEmpty()) {
            closeList();
        }
        if (!lists.isEmpty()) {
            closeGroup();
        }
    }

    /// Once finished: the groups, as a section that is now added to the open pack refers to them.
    List<Listed> groups() {
        return groups.stream().map(At::listed).toList();
    }
}

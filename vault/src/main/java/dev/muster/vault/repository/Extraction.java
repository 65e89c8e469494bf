package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Restores what of a backup is wanted, its paths one after another.
///
/// A first pass counts, a second one writes; what is kept in memory of a path is what later ones
/// need of it.
final class Extraction {
    /// So many paths without content between two windows.
    private static final int WINDOW = 1 << 16;

    private final BackupTree tree;
    private final Root root;
    private final PackReader packs;
    private final Commit commit;
    private final Workers workers;
    private final ExtractProgress progress;
    private final RestoreNotes notes = new RestoreNotes();

    Extraction(
            BackupTree tree,
            Root root,
            PackReader packs,
            Commit commit,
            Workers workers,
            ExtractProgress progress) {
        this.tree = tree;
        this.root = root;
        this.packs = packs;
        this.commit = commit;
        this.workers = workers;
        this.progress = progress;
    }

    Extracted verify(Predicate<String> wanted) throws InterruptedException {
        Survey survey = survey(wanted);
        ContentRun run = run(Path.of(""), true);
        FileReading reading = new FileReading(tree, packs);
        try {
            new Pass(survey, wanted, new VerifyOnly(notes, reading, run), run).all();
        } catch (IOException impossible) {
            throw new IllegalStateException("nothing is written", impossible);
        }
        return notes.result();
    }

    Extracted restore(Path folder, Selection selection) throws InterruptedException {
        Survey survey = survey(selection.paths());
        ContentRun run = run(folder, selection.tolerant());
        try {
            if (!selection.inPlace()) {
                requireRoom(folder, survey.certain());
            }
            try (Destination destination = destination(folder, selection, survey, run)) {
                new Pass(survey, selection.paths(), destination, run).all();
                Extracted result = notes.result();
                if (!selection.tolerant() && !result.lost().isEmpty()) {
                    throw lost(result.lost().getFirst());
                }
                destination.finish();
            }
            if (selection.deleteExtra()) {
                new ExtraFiles(folder, selection.paths(), notes).remove(tree, root);
            }
        } catch (IOException e) {
            throw RestoreTree.failed(folder, e);
        }
        return notes.result();
    }

    private static MusterException lost(Extracted.Lost first) {
        return VaultErrors.DAMAGED.error(
                FileNames.show(first.path()) + " cannot be restored: " + first.why(), "");
    }

    private Survey survey(Predicate<String> wanted) {
        Survey survey = new Survey(wanted);
        tree.entries(root, survey::see);
        if (survey.hasCarriers()) {
            tree.entries(root, survey::seeUnwanted);
        }
        progress.total(survey.bytes());
        return survey;
    }

    private ContentRun run(Path folder, boolean tolerant) {
        return new ContentRun(
                packs,
                commit,
                workers,
                progress,
                tolerant,
                cause -> RestoreTree.failed(folder, cause));
    }

    private static void requireRoom(Path folder, long needed) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        long free = Files.getFileStore(there).getUsableSpace();
        if (free < needed) {
            throw RestoreTree.noRoom(folder, needed, free);
        }
    }

    private Destination destination(Path folder, Selection selection, Survey survey, ContentRun run)
            throws IOException {
        FileReading reading = new FileReading(tree, packs);
        long names = survey.names();
        if (selection.inPlace()) {
            return new InPlaceTree(
                    folder,
                    names,
                    selection.deleteExtra(),
                    notes,
                    workers,
                    reading,
                    run,
                    progress,
                    packs);
        }
        String key = commit.point().id() + " " + names + " " + survey.bytes();
        return new FreshTree(folder, Bytes.ascii(key), names, notes, workers, reading, run);
    }

    /// All wanted paths, in the backup's order.
    private final class Pass {
        private final Survey survey;
        private final Predicate<String> wanted;
        private final Destination destination;
        private final ContentRun run;
        private final Map<String, FileEntry.Content> firsts = new HashMap<>();
        private final Deque<FileEntry.Folder> above = new ArrayDeque<>();
        private final Set<String> seen = new HashSet<>();
        private int since;

        Pass(Survey survey, Predicate<String> wanted, Destination destination, ContentRun run) {
            this.survey = survey;
            this.wanted = wanted;
            this.destination = destination;
            this.run = run;
        }

        void all() throws IOException, InterruptedException {
            if (survey.hasCarriers()) {
                tree.entries(root, this::first);
            }
            tree.eachEntry(root, this::take);
            endWindow();
        }

        private void first(FileEntry entry) {
            if (entry instanceof FileEntry.Content file && survey.firsts().contains(file.path())) {
                firsts.put(file.path(), file);
            }
        }

        private void take(FileEntry entry) throws IOException, InterruptedException {
            if (!wanted.test(entry.path())) {
                if (entry instanceof FileEntry.Folder folder) {
                    remember(folder);
                }
                return;
            }
            takeAbove(entry.path());
            if (destination.isWritten()) {
                if (entry instanceof FileEntry.Folder folder) {
                    destination.folder(folder);
                }
                return;
            }
            one(entry);
            if (++since >= WINDOW) {
                endWindow();
            }
        }

        /// A folder that is made after all if something in it is wanted.
        private void remember(FileEntry.Folder folder) {
            drop(folder.path());
            above.addLast(folder);
        }

        private void drop(String path) {
            while (!above.isEmpty() && !path.startsWith(above.peekLast().path() + "/")) {
                above.removeLast();
            }
        }

        private void takeAbove(String path) throws IOException {
            drop(path);
            while (!above.isEmpty()) {
                FileEntry.Folder folder = above.removeFirst();
                if (seen.add(folder.path())) {
                    destination.folder(folder);
                }
            }
        }

        private void one(FileEntry entry) throws IOException, InterruptedException {
            switch (entry) {
                case FileEntry.Folder folder -> destination.folder(folder);
                case FileEntry.Link link -> destination.link(link);
                case FileEntry.Special special -> destination.special(special);
                case FileEntry.Content file -> destination.file(file);
                case FileEntry.HardLink link -> hardLink(link);
            }
        }

        private void hardLink(FileEntry.HardLink link) throws IOException, InterruptedException {
            if (!survey.isCarrier(link)) {
                destination.hardLink(link, survey.carrier(link));
                return;
            }
            Optional<FileEntry.Content> first = Optional.ofNullable(firsts.get(link.first()));
            if (first.isEmpty()) {
                notes.lose(link.path(), "the backup has no file " + FileNames.show(link.first()));
                return;
            }
            destination.file(first.get().named(link.path()));
        }

        private void endWindow() throws IOException, InterruptedException {
            since = 0;
            run.run();
            destination.windowEnds();
        }
    }
}

package dev.muster.cli.docs;

import dev.muster.cli.CliErrors;
import dev.muster.cli.docs.DocumentState.State;
import dev.muster.documents.shelf.Shelf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// A folder of documents on disk.
///
/// What we did not write is never touched: only files that our own list names are replaced or
/// removed.
final class DocumentFolder {
    private static final String TEMPORARY = ".muster-docs-";

    private final Path folder;
    private final String strategy;

    DocumentFolder(Path folder, String strategy) {
        this.folder = folder;
        this.strategy = strategy;
    }

    /// How every file is that should be there, or should not be there any more.
    List<DocumentState> compare(Shelf shelf) {
        ChecksumList list = list().orElse(new ChecksumList(strategy, new TreeMap<>()));
        List<DocumentState> states = new ArrayList<>();
        shelf.files().forEach((path, text) -> states.add(state(path, text)));
        for (String path : list.without(shelf.files().keySet())) {
            if (Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                states.add(new DocumentState(path, State.LEFTOVER));
            }
        }
        String wanted = ChecksumList.of(strategy, shelf.files()).text();
        states.add(state(ChecksumList.FILE, wanted));
        return List.copyOf(states);
    }

    private DocumentState state(String path, String text) {
        Optional<String> old = read(path);
        if (old.isEmpty()) {
            return new DocumentState(path, State.MISSING);
        }
        return old.get().equals(text)
                ? new DocumentState(path, State.CURRENT)
                : new DocumentState(path, State.STALE, Optional.of(Difference.of(old.get(), text)));
    }

    /// Makes the folder what it should be. Every file is replaced as a whole; killed in between,
    /// some are new and some old, the list still names all of them, and the next time does the
    /// rest.
    List<DocumentState> write(Shelf shelf) {
        List<DocumentState> before = compare(shelf);
        refuseForeign(before);
        ChecksumList list = ChecksumList.of(strategy, shelf.files());
        // first, so that nothing of ours is ever without an entry and mistaken for somebody's own
        ChecksumList both = list().map(list::and).orElse(list);
        List<DocumentState> done = new ArrayList<>();
        put(ChecksumList.FILE, both.text());
        for (DocumentState one : before) {
            if (!one.file().equals(ChecksumList.FILE)) {
                done.add(mend(one, shelf.files()));
            }
        }
        put(ChecksumList.FILE, list.text());
        return List.copyOf(done);
    }

    private DocumentState mend(DocumentState one, Map<String, String> texts) {
        return switch (one.state()) {
            case MISSING -> put(one, texts, State.WRITTEN);
            case STALE -> put(one, texts, State.REPLACED);
            case LEFTOVER -> {
                remove(one.file());
                yield new DocumentState(one.file(), State.REMOVED);
            }
            case CURRENT, WRITTEN, REPLACED, REMOVED -> one;
        };
    }

    private DocumentState put(DocumentState one, Map<String, String> texts, State done) {
        put(one.file(), texts.getOrDefault(one.file(), ""));
        return new DocumentState(one.file(), done);
    }

    /// Before anything is written.
    private void refuseForeign(List<DocumentState> states) {
        Optional<ChecksumList> list = list();
        for (DocumentState one : states) {
            boolean ours =
                    list.filter(known ->
                                    known.names(one.file()) || one.file().equals(ChecksumList.FILE))
                            .isPresent();
            if (one.state() == State.STALE && !ours) {
                throw CliErrors.DOCUMENT_IN_THE_WAY.error(
                        folder.resolve(one.file()) + " is there, and muster docs did not write it",
                        "muster docs --to ANOTHER-FOLDER");
            }
        }
    }

    /// What we wrote the last time.
    private Optional<ChecksumList> list() {
        Optional<ChecksumList> list = read(ChecksumList.FILE).flatMap(ChecksumList::parse);
        if (list.filter(known -> !known.strategy().equals(strategy)).isPresent()) {
            throw CliErrors.DOCUMENT_IN_THE_WAY.error(
                    folder
                            + " holds the documents of strategy "
                            + list.get().strategy()
                            + ", not of "
                            + strategy,
                    "muster docs --to ANOTHER-FOLDER");
        }
        return list;
    }

    private Optional<String> read(String path) {
        Path file = folder.resolve(path);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            // whatever is not UTF-8 becomes something that is not ours either
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw CliErrors.DOCUMENTS_FOLDER.error(
                    file + " cannot be read: " + e, "check its owner", e);
        }
    }

    private void put(String path, String text) {
        Path file = inside(path);
        try {
            Path parent = Objects.requireNonNull(file.getParent());
            Files.createDirectories(parent);
            sweep(parent);
            Path temporary =
                    file.resolveSibling(TEMPORARY + ProcessHandle.current().pid() + ".new");
            try (FileChannel out =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                // before the rename, else a crash could leave the new name with nothing in it
                out.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CliErrors.DOCUMENTS_FOLDER.error(
                    file + " cannot be written: " + e, "check owner and free space: df -h", e);
        }
    }

    /// Removes what a killed one left: temporary files of processes that are no more, and our own.
    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(parent, TEMPORARY + "[0-9]*.new")) {
            for (Path file : left) {
                String digits = file.getFileName().toString().replaceAll("[^0-9]", "");
                boolean alive =
                        digits.length() < 10
                                && ProcessHandle.of(Long.parseLong(digits))
                                        .filter(it -> !it.equals(ProcessHandle.current()))
                                        .isPresent();
                if (!alive) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void remove(String path) {
        Path file = inside(path);
        try {
            Files.deleteIfExists(file);
            Path parent = file.getParent();
            if (parent != null && !parent.equals(folder)) {
                Files.deleteIfExists(parent);
            }
        } catch (DirectoryNotEmptyException inUse) {
            // other documents are still in it, or somebody's own files
            return;
        } catch (IOException e) {
            throw CliErrors.DOCUMENTS_FOLDER.error(
                    file + " cannot be removed: " + e, "check its owner", e);
        }
    }

    /// A folder on the way that is a link could lead what we write to anywhere.
    private Path inside(String path) {
        Path at = folder;
        for (Path name : Path.of(path)) {
            if (!at.equals(folder) && Files.isSymbolicLink(at)) {
                throw CliErrors.DOCUMENT_IN_THE_WAY.error(
                        at + " is a link, and documents are not written through links",
                        "rm " + at + ", or muster docs --to ANOTHER-FOLDER");
            }
            at = at.resolve(name.toString());
        }
        return at;
    }
}

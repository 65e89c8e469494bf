package dev.muster.vault.store;

import dev.muster.vault.format.ObjectNames;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What can be seen of a store's folder, and never less: a failing disk is an error, not absence.
final class FolderLook {
    private FolderLook() {}

    /// The objects below a folder, by name.
    static List<StoredObject> below(Path from, String prefix) throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        collect(from, prefix, objects);
        objects.sort(Comparator.comparing(StoredObject::name));
        return objects;
    }

    private static void collect(Path from, String prefix, List<StoredObject> objects)
            throws IOException {
        // a folder that cannot be looked at is not an empty one: backups would seem to be gone
        if (attributes(from).filter(BasicFileAttributes::isDirectory).isEmpty()) {
            return;
        }
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : (Iterable<Path>) children::iterator) {
                String name = prefix + child.getFileName();
                Optional<BasicFileAttributes> attributes = attributes(child);
                if (!ObjectNames.isName(name) || attributes.isEmpty()) {
                    continue;
                }
                if (attributes.get().isDirectory()) {
                    collect(child, name + "/", objects);
                } else {
                    Instant stored = attributes.get().lastModifiedTime().toInstant();
                    objects.add(new StoredObject(name, attributes.get().size(), stored));
                }
            }
        }
    }

    /// Empty if there is no file, and an error if nobody can tell.
    static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isBelowFile(file)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// What is below a file is not there. The system says so, but in the words of its language.
    private static boolean isBelowFile(Path file) throws IOException {
        for (Path above = file.getParent(); above != null; above = above.getParent()) {
            try {
                return !Files.readAttributes(above, BasicFileAttributes.class).isDirectory();
            } catch (FileSystemException unknown) {
                // one further up may tell
            }
        }
        return false;
    }
}

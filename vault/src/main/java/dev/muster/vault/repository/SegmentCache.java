package dev.muster.vault.repository;

import dev.muster.posix.PrivateFile;
import dev.muster.vault.format.ObjectHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Index segments that were read from storage that cannot map them, on this machine: fetched once,
/// and looked up in without memory. Many threads and processes.
///
/// Its files are named by the hash of what storage holds, and whoever opens one checks it like what
/// comes from storage. Deleting the folder at any time only costs fetching again.
final class SegmentCache {
    private final Path folder;

    SegmentCache(Path folder) {
        this.folder = folder;
    }

    /// A mapped file.
    Optional<ByteBuffer> find(ObjectHash segment) {
        try (FileChannel file = FileChannel.open(path(segment), StandardOpenOption.READ)) {
            return Optional.of(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
        } catch (IOException absent) {
            // a cache that cannot be read is one that is empty
            return Optional.empty();
        }
    }

    /// Keeps a segment, and gives it back mapped; where there is no room for it, from memory.
    ByteBuffer keep(ObjectHash segment, byte[] object) {
        try {
            PrivateFile.replace(path(segment), object);
        } catch (IOException noRoom) {
            // a cache that cannot be written is one that is empty
            return ByteBuffer.wrap(object);
        }
        return find(segment).orElseGet(() -> ByteBuffer.wrap(object));
    }

    /// Forgets all others. A process that looks up in one goes on: its mapping stays.
    void retain(Set<ObjectHash> segments) {
        List<Path> held;
        try (Stream<Path> all = Files.list(folder)) {
            held = all.toList();
        } catch (IOException nothing) {
            return;
        }
        Set<String> wanted =
                segments.stream().map(ObjectHash::hex).collect(Collectors.toUnmodifiableSet());
        for (Path file : held) {
            if (!wanted.contains(file.getFileName().toString())) {
                drop(file);
            }
        }
    }

    void drop(ObjectHash segment) {
        drop(path(segment));
    }

    private static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // it is checked again before it is used
            return;
        }
    }

    private Path path(ObjectHash segment) {
        return folder.resolve(segment.hex());
    }
}

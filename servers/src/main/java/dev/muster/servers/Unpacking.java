package dev.muster.servers;

import dev.muster.posix.FileTree;
import dev.muster.processes.RollLock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// Unpacks a .txz archive into a folder that appears whole or not at all.
final class Unpacking {
    private static final String DRAFT = ".draft";
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Unpacking() {}

    /// Several may want it at once: one unpacks, the others wait for it. Whoever died at it left a
    /// draft, which goes first.
    static void unpack(InputStream txz, Path folder) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        while (!Files.isDirectory(folder)) {
            Optional<RollLock> turn =
                    RollLock.tryLock(folder.resolveSibling(folder.getFileName() + ".lock"));
            if (turn.isEmpty()) {
                Thread.sleep(LOOK_EVERY);
                continue;
            }
            try (RollLock _ = turn.get()) {
                if (!Files.isDirectory(folder)) {
                    removeDrafts(parent, folder.getFileName() + DRAFT);
                    unpackAlone(txz, parent, folder);
                }
            }
        }
    }

    private static void removeDrafts(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path draft : drafts) {
                FileTree.delete(draft);
            }
        }
    }

    private static void unpackAlone(InputStream txz, Path parent, Path folder) throws IOException {
        Path draft = Files.createTempDirectory(parent, folder.getFileName() + DRAFT);
        boolean done = false;
        try {
            extract(txz, draft);
            // temporary folders are private to their maker; the server may run as another user
            Files.setPosixFilePermissions(draft, permissions(0755));
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } finally {
            if (!done) {
                FileTree.delete(draft);
            }
        }
    }

    private static void extract(InputStream txz, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(txz)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                extract(tar, entry, folder);
                entry = tar.getNextEntry();
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("an entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                Files.setPosixFilePermissions(path, permissions(entry.getMode()));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int bit = 0; bit < fromHighest.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(fromHighest[bit]);
            }
        }
        return permissions;
    }
}

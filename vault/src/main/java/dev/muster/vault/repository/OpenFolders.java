package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.posix.Directory;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Folders below one, opened step by step from it, so that no link on the way is followed. Some are
/// kept open. Safe for many threads.
final class OpenFolders implements AutoCloseable {
    private static final int KEPT = 128;

    private final Directory root;
    private final Map<String, Held> open = new LinkedHashMap<>(16, 0.75f, true);

    OpenFolders(Directory root) {
        this.root = root;
    }

    private static final class Held {
        final Directory directory;
        int users;

        Held(Directory directory) {
            this.directory = directory;
        }
    }

    /// An open folder that stays open until this is closed.
    final class Lease implements AutoCloseable {
        private final Held held;

        private Lease(Held held) {
            this.held = held;
        }

        Directory directory() {
            return held.directory;
        }

        @Override
        public void close() {
            synchronized (OpenFolders.this) {
                held.users--;
            }
        }
    }

    /// The folder that a path is in; the empty path is the folder that all begins with.
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static byte[] name(String path) {
        return FileNames.bytes(path.substring(path.lastIndexOf('/') + 1));
    }

    Lease get(String path) throws IOException {
        return get(path, false);
    }

    /// @param make whether folders on the way that are absent are made
    synchronized Lease get(String path, boolean make) throws IOException {
        Held held = open.get(path);
        if (held == null) {
            held = new Held(path.isEmpty() ? root : open(path, make));
            open.put(path, held);
        }
        held.users++;
        trim();
        return new Lease(held);
    }

    private Directory open(String path, boolean make) throws IOException {
        byte[] name = name(path);
        try (Lease above = get(parent(path), make)) {
            if (make) {
                above.directory().makeFolder(name);
            }
            return above.directory().folder(name);
        }
    }

    /// Whether a folder was made before.
    synchronized boolean knows(String path) {
        return open.containsKey(path);
    }

    private void trim() {
        Iterator<Map.Entry<String, Held>> oldest = open.entrySet().iterator();
        while (open.size() > KEPT && oldest.hasNext()) {
            Map.Entry<String, Held> next = oldest.next();
            if (next.getValue().users == 0 && !next.getKey().isEmpty()) {
                next.getValue().directory.close();
                oldest.remove();
            }
        }
    }

    /// Closes all but the folder that all begins with.
    @Override
    public synchronized void close() {
        open.forEach((path, held) -> {
            if (!path.isEmpty()) {
                held.directory.close();
            }
        });
        open.clear();
    }
}

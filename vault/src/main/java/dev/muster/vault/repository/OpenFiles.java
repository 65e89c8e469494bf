package dev.muster.vault.repository;

import dev.muster.posix.OpenFile;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Files that are written in many pieces; some are kept open between them. Safe for many threads.
final class OpenFiles implements AutoCloseable {
    private static final int KEPT = 256;

    private final Map<RestoredFile, Held> open = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Held {
        final OpenFile file;
        int users;

        Held(OpenFile file) {
            this.file = file;
        }
    }

    /// An open file that stays open until this is closed.
    final class Lease implements AutoCloseable {
        private final Held held;

        private Lease(Held held) {
            this.held = held;
        }

        OpenFile file() {
            return held.file;
        }

        @Override
        public void close() {
            synchronized (OpenFiles.this) {
                held.users--;
            }
        }
    }

    synchronized Lease get(RestoredFile file) throws IOException {
        Held held = open.get(file);
        if (held == null) {
            held = new Held(file.open());
            open.put(file, held);
        }
        held.users++;
        trim();
        return new Lease(held);
    }

    private void trim() {
        Iterator<Map.Entry<RestoredFile, Held>> oldest = open.entrySet().iterator();
        while (open.size() > KEPT && oldest.hasNext()) {
            Map.Entry<RestoredFile, Held> next = oldest.next();
            if (next.getValue().users == 0) {
                next.getValue().file.close();
                oldest.remove();
            }
        }
    }

    /// Hands a file over to the caller, who closes it.
    synchronized OpenFile take(RestoredFile file) throws IOException {
        Held held = open.remove(file);
        return held == null ? file.open() : held.file;
    }

    /// Closes a file if it is open.
    synchronized void drop(RestoredFile file) {
        Held held = open.remove(file);
        if (held != null) {
            held.file.close();
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(held -> held.file.close());
        open.clear();
    }
}

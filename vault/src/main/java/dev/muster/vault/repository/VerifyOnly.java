package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.FileEntry;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Reads everything and writes nothing: each blob is opened and checked against its id.
final class VerifyOnly implements Destination {
    private final RestoreNotes notes;
    private final FileReading reading;
    private final ContentRun run;

    VerifyOnly(RestoreNotes notes, FileReading reading, ContentRun run) {
        this.notes = notes;
        this.reading = reading;
        this.run = run;
    }

    private final class Read implements RestoreTarget {
        private final FileEntry.Content entry;
        private final AtomicInteger expected = new AtomicInteger(1);
        private volatile @Nullable MusterException lost;

        Read(FileEntry.Content entry) {
            this.entry = entry;
        }

        @Override
        public void write(byte[] content, int from, int count, long at) {}

        @Override
        public void expect() {
            expected.incrementAndGet();
        }

        @Override
        public void done() {
            if (expected.decrementAndGet() == 0) {
                MusterException why = lost;
                notes.files.increment();
                if (why != null) {
                    notes.lose(entry.path(), why.getMessage());
                }
            }
        }

        @Override
        public void lose(MusterException why) {
            lost = why;
        }
    }

    @Override
    public boolean isWritten() {
        return false;
    }

    @Override
    public void folder(FileEntry.Folder folder) {
        notes.files.increment();
    }

    @Override
    public void link(FileEntry.Link link) {
        notes.files.increment();
    }

    @Override
    public void hardLink(FileEntry.HardLink link, String first) {
        notes.files.increment();
    }

    @Override
    public void special(FileEntry.Special special) {
        notes.files.increment();
    }

    @Override
    public void file(FileEntry.Content file) throws InterruptedException {
        Read read = new Read(file);
        try {
            reading.parts(file, new ContentParts(run, read));
        } catch (MusterException e) {
            if (!run.isTolerable(e)) {
                throw e;
            }
            read.lose(e);
        }
        read.done();
    }

    @Override
    public void lose(FileEntry.Content file, String why) {
        notes.lose(file.path(), why);
    }

    @Override
    public void windowEnds() {}

    @Override
    public void finish() {}

    @Override
    public void close() {}
}

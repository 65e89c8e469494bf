package dev.muster.bench;

import dev.muster.engine.journal.Journal;
import dev.muster.engine.journal.JournalFolder;
import dev.muster.engine.journal.Journals;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import dev.muster.record.JournalEvent;
import dev.muster.record.RunStart;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Journals in a folder, and how often they are synced.
final class CountedJournals implements Journals {
    private final Journals journals;
    private final AtomicLong commits = new AtomicLong();

    CountedJournals(Path folder, Timing timing) {
        this.journals = new JournalFolder(folder, timing);
    }

    long commits() {
        return commits.get();
    }

    @Override
    public Claim claim(RunId run) {
        Claim claim = journals.claim(run);
        return new Claim() {
            @Override
            public Journal open(RunStart start) {
                return new Counted(claim.open(start));
            }

            @Override
            public void close() {
                claim.close();
            }
        };
    }

    private final class Counted implements Journal {
        private final Journal journal;
        private boolean pending;

        Counted(Journal journal) {
            this.journal = journal;
        }

        @Override
        public List<JournalEvent> events() {
            return journal.events();
        }

        @Override
        public boolean complete() {
            return journal.complete();
        }

        @Override
        public void append(JournalEvent event) {
            journal.append(event);
            pending = true;
        }

        @Override
        public void commit() {
            journal.commit();
            if (pending) {
                commits.incrementAndGet();
            }
            pending = false;
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}

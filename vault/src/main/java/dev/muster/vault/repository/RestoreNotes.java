package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.FileNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a restore did, and what of it is not as it was. Many threads.
final class RestoreNotes {
    private static final int LOST = 10_000;

    final LongAdder files = new LongAdder();
    final LongAdder written = new LongAdder();
    final LongAdder unchanged = new LongAdder();
    private final Map<String, Note> notes = new TreeMap<>();
    private final List<Extracted.Lost> lost = new ArrayList<>();

    private record Note(long count, String first) {}

    /// @param what a clause such as `the owner could not be set`
    synchronized void note(String what, String path) {
        notes.merge(
                what,
                new Note(1, FileNames.show(path)),
                (known, _) -> new Note(known.count() + 1, known.first()));
    }

    synchronized void lose(String path, String why) {
        if (lost.size() < LOST) {
            lost.add(new Extracted.Lost(path, why));
        } else {
            note("the content is lost", path);
        }
    }

    synchronized Extracted result() {
        List<String> sentences = new ArrayList<>();
        notes.forEach((what, note) ->
                sentences.add(
                        note.count() == 1
                                ? what + ": " + note.first()
                                : what
                                        + ": "
                                        + note.first()
                                        + " and "
                                        + (note.count() - 1)
                                        + " more"));
        return new Extracted(
                files.sum(),
                new ByteSize(written.sum()),
                new ByteSize(unchanged.sum()),
                sentences,
                lost);
    }
}

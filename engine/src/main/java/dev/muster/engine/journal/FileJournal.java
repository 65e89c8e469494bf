package dev.muster.engine.journal;

import dev.muster.engine.EngineErrors;
import dev.muster.model.MusterException;
import dev.muster.posix.DurableFile;
import dev.muster.record.JournalEvent;
import dev.muster.record.RunStart;
import dev.muster.record.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A journal in a file: frame 0 is the run's start, frame n the event with number n.
final class FileJournal implements Journal {
    private final Path file;
    private final FileChannel channel;
    private final List<JournalEvent> events;
    private final boolean complete;
    private final List<JournalEvent> pending = new ArrayList<>();
    private long synced;
    private boolean broken;

    private FileJournal(
            Path file,
            FileChannel channel,
            long synced,
            List<JournalEvent> events,
            boolean complete) {
        this.file = file;
        this.channel = channel;
        this.synced = synced;
        this.events = List.copyOf(events);
        this.complete = complete;
    }

    static FileJournal open(Path folder, RunStart start) {
        Path file = folder.resolve("journal");
        try {
            if (!Files.exists(file)) {
                // it appears with its first frame whole, or not at all
                DurableFile.replace(file, Frames.frame(0, 0, RecordJson.STANDARD.write(start)));
            }
            return read(file, start);
        } catch (IOException error) {
            throw unwritable(file, error);
        }
    }

    private static FileJournal read(Path file, RunStart start) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!(Frames.at(bytes, 0, 0) instanceof Frames.Found.Whole head)) {
            throw damaged(file, 0, "its first frame is unreadable");
        }
        if (!RecordJson.STANDARD.readStart(head.content(bytes)).equals(start)) {
            throw EngineErrors.RUN_DIFFERS.error(
                    "the journal " + file + " is of another run named " + start.run(), "");
        }
        List<JournalEvent> events = new ArrayList<>();
        boolean complete = true;
        int at = head.end();
        while (at < bytes.length) {
            long number = events.size() + 1L;
            Frames.Found found = Frames.at(bytes, at, number);
            if (found instanceof Frames.Found.Whole whole) {
                events.add(event(file, at, number, whole.content(bytes)));
                at = whole.end();
            } else if (Frames.wasSynced(bytes, at, number)) {
                throw damaged(file, at, "frame " + number + " is unreadable, later ones are not");
            } else {
                complete = found instanceof Frames.Found.Torn;
                break;
            }
        }
        return append(file, at, bytes.length, events, complete);
    }

    /// Opens for writing, with a torn tail cut off so that the next frame follows the last whole
    /// one.
    private static FileJournal append(
            Path file, int end, int length, List<JournalEvent> events, boolean complete)
            throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        if (end < length) {
            channel.truncate(end);
        }
        // Also what a killed process wrote and did not sync: what was read here will be acted on.
        channel.force(true);
        channel.position(end);
        return new FileJournal(file, channel, end, events, complete);
    }

    private static JournalEvent event(Path file, int at, long number, byte[] content) {
        JournalEvent event = RecordJson.STANDARD.readEvent(content);
        if (event.number() != number) {
            throw damaged(file, at, "frame " + number + " holds event " + event.number());
        }
        return event;
    }

    private static MusterException damaged(Path file, int at, String what) {
        return EngineErrors.JOURNAL_DAMAGED.error(
                "the journal " + file + " is damaged at byte " + at + ": " + what,
                "mv " + file + " " + file + ".damaged");
    }

    private static MusterException unwritable(Path file, IOException error) {
        return EngineErrors.JOURNAL_UNWRITABLE.error(
                "the journal " + file + " cannot be written: " + error, "", error);
    }

    @Override
    public List<JournalEvent> events() {
        return events;
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public void append(JournalEvent event) {
        pending.add(event);
    }

    @Override
    public void commit() {
        if (pending.isEmpty()) {
            return;
        }
        if (broken) {
            throw EngineErrors.JOURNAL_UNWRITABLE.error(
                    "the journal " + file + " failed before and takes nothing more", "");
        }
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (JournalEvent event : pending) {
            batch.writeBytes(
                    Frames.frame(event.number(), synced, RecordJson.STANDARD.write(event)));
        }
        // Until the sync has returned nothing is known of what is on disk; after one that failed,
        // nothing ever will be.
        broken = true;
        try {
            writeAll(channel, ByteBuffer.wrap(batch.toByteArray()));
            channel.force(false);
        } catch (IOException error) {
            throw unwritable(file, error);
        }
        synced += batch.size();
        pending.clear();
        broken = false;
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException error) {
            throw unwritable(file, error);
        }
    }
}

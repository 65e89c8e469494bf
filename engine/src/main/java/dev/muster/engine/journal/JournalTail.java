package dev.muster.engine.journal;

import dev.muster.engine.EngineErrors;
import dev.muster.model.MusterException;
import dev.muster.model.RunId;
import dev.muster.record.JournalEvent;
import dev.muster.record.RunStart;
import dev.muster.record.json.RecordJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the journal of a run, also while a controller writes it. Takes no lock and changes
/// nothing: what is not whole yet is read when it is. Used by one thread.
public final class JournalTail {
    private final Path file;
    private final RunStart start;
    private final List<JournalEvent> events = new ArrayList<>();
    private long at;

    private JournalTail(Path file, RunStart start, long at) {
        this.file = file;
        this.start = start;
        this.at = at;
    }

    /// @param runs the folder of all runs
    /// @return empty if there is no journal of the run
    /// @throws MusterException if it is damaged where it was safe once, or newer
    public static Optional<JournalTail> open(Path runs, RunId run) {
        Path file = runs.resolve(run.value()).resolve("journal");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes = read(file, 0);
        if (!(Frames.at(bytes, 0, 0) instanceof Frames.Found.Whole head)) {
            throw damaged(file, 0);
        }
        RunStart start = RecordJson.STANDARD.readStart(head.content(bytes));
        JournalTail tail = new JournalTail(file, start, head.end());
        tail.take(bytes, head.end());
        return Optional.of(tail);
    }

    public RunStart start() {
        return start;
    }

    /// All events that were read so far.
    public List<JournalEvent> events() {
        return List.copyOf(events);
    }

    /// Reads what was written since.
    ///
    /// @return whether there is anything new
    public boolean read() {
        int before = events.size();
        take(read(file, at), 0);
        return events.size() > before;
    }

    private void take(byte[] bytes, int from) {
        long base = at - from;
        int place = from;
        while (place < bytes.length) {
            long number = events.size() + 1L;
            if (!(Frames.at(bytes, place, number) instanceof Frames.Found.Whole whole)) {
                if (Frames.wasSynced(bytes, base, place, number)) {
                    throw damaged(file, base + place);
                }
                break;
            }
            events.add(RecordJson.STANDARD.readEvent(whole.content(bytes)));
            place = whole.end();
        }
        at = base + place;
    }

    private static byte[] read(Path file, long from) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - from)));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // until all is read, or the file became shorter meanwhile
            }
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        } catch (NoSuchFileException moved) {
            return new byte[0];
        } catch (IOException error) {
            throw EngineErrors.JOURNAL_UNREADABLE.error(
                    "the journal " + file + " cannot be read: " + error, "", error);
        }
    }

    private static MusterException damaged(Path file, long at) {
        return EngineErrors.JOURNAL_DAMAGED.error(
                "the journal " + file + " is damaged at byte " + at, "");
    }
}

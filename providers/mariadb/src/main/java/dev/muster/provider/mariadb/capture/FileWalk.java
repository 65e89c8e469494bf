package dev.muster.provider.mariadb.capture;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.binlog.Event;
import dev.muster.provider.mariadb.binlog.Predecessor;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.source.Endpoint;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hands events on to the sink as they stand in the server's files, and checks that they do: each
/// begins where the one before ended, and has its checksum.
final class FileWalk {
    private final Endpoint source;
    private final LogSink sink;
    private final Operation operation;
    private final Optional<BinlogFile> resumed;
    private final long resumedAt;
    private @Nullable BinlogFile file;
    private @Nullable String next;
    private long offset;
    private boolean checksums;

    /// @param resumed the file that capture goes on in, if one was captured
    /// @param resumedAt where in it
    FileWalk(
            Endpoint source,
            LogSink sink,
            Optional<BinlogFile> resumed,
            long resumedAt,
            Operation operation) {
        this.source = source;
        this.sink = sink;
        this.resumed = resumed;
        this.resumedAt = resumedAt;
        this.operation = operation;
    }

    /// @return whether something was handed on
    boolean take(byte[] bytes) {
        Event event = Event.at(ByteBuffer.wrap(bytes));
        if (event.length() != bytes.length) {
            throw broken("an event says " + event.length() + " bytes, and has " + bytes.length);
        }
        if (event.type() == Event.ROTATE && isMadeUp(event)) {
            String name = Event.rotatesTo(bytes, Event.isWhole(bytes));
            if (file == null || !name.equals(file.name())) {
                next = name;
            }
            return false;
        }
        if (event.type() == Event.FORMAT) {
            return format(event, bytes);
        }
        if (isMadeUp(event)) {
            return false;
        }
        append(event, bytes);
        return true;
    }

    /// What stands in no file has no place after it.
    private static boolean isMadeUp(Event event) {
        return event.isArtificial() || event.next() == 0;
    }

    private boolean format(Event event, byte[] bytes) {
        checksums = Event.hasChecksums(bytes);
        BinlogFile known = file;
        String begun = next;
        if (begun == null) {
            if (known == null) {
                throw broken("a format description came before the name of its file");
            }
            return false;
        }
        BinlogFile here = new BinlogFile(begun, Event.identity(bytes));
        next = null;
        file = here;
        if (known == null && resumed.isPresent()) {
            requireSame(resumed.get(), here);
            offset = resumedAt;
            if (resumedAt > 0) {
                return false;
            }
        } else {
            if (known != null) {
                LogPosition end = known.at(offset);
                sink.history(Predecessor.nameOf(here), new Predecessor(end).content());
            }
            offset = 0;
        }
        operation.progress().stage("capturing " + here);
        begin(event, bytes, here);
        return true;
    }

    private void begin(Event event, byte[] bytes, BinlogFile here) {
        byte[] magic = Event.magic();
        sink.append(here.at(0), ByteBuffer.wrap(magic), operation.timing().instant());
        offset = magic.length;
        append(event, bytes);
    }

    private void requireSame(BinlogFile captured, BinlogFile here) {
        if (!captured.equals(here)) {
            throw MariadbErrors.OTHER_SERVER.error(
                    source
                            + ": its "
                            + here.name()
                            + " is not the file that was captured (it begins with "
                            + here.identity()
                            + ", captured was "
                            + captured.identity()
                            + "): RESET MASTER was run, or another server took over",
                    "if it shall go on from here: muster backup " + source.component());
        }
    }

    private void append(Event event, byte[] bytes) {
        BinlogFile here = file;
        if (here == null) {
            throw broken("an event of type " + event.type() + " came before its file");
        }
        long end = offset + bytes.length;
        if ((end & 0xffff_ffffL) != event.next()) {
            throw broken(
                    "an event of type "
                            + event.type()
                            + " at "
                            + offset
                            + " of "
                            + here
                            + " ends at "
                            + end
                            + ", and says "
                            + event.next());
        }
        if (checksums && !Event.isWhole(bytes)) {
            throw broken(
                    "the checksum of the event at " + offset + " of " + here + " is another one");
        }
        sink.append(here.at(offset), ByteBuffer.wrap(bytes), operation.timing().instant());
        offset = end;
    }

    private MusterException broken(String what) {
        return MariadbErrors.BROKEN_LOG.error(
                source + ": " + what,
                "mariadb-binlog --verify-binlog-checksum FILE, on the server's host");
    }

    /// Where the next event is expected.
    Optional<LogPosition> at() {
        return Optional.ofNullable(file).map(it -> it.at(offset));
    }
}

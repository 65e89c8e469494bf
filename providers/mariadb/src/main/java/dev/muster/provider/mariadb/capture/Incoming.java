package dev.muster.provider.mariadb.capture;

import dev.muster.provider.mariadb.replication.BinlogStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Events that have arrived, read ahead by a thread of its own: so that it can be told whether more
/// is there already, and much is made durable at once.
final class Incoming implements AutoCloseable {
    private static final int KIB = 1024;

    /// Read ahead at most, in KiB; a larger event goes alone.
    private static final int ROOM = 16 * KIB;

    private final BinlogStream stream;
    private final LinkedBlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final Thread reader;

    Incoming(BinlogStream stream) {
        this.stream = stream;
        this.reader = Thread.ofPlatform().name("binlog").daemon().unstarted(this::read);
    }

    void start() {
        reader.start();
    }

    private sealed interface Arrival {
        record Bytes(ByteBuffer event) implements Arrival {}

        record Refused(SQLException refusal) implements Arrival {}

        record Lost(IOException cause) implements Arrival {}
    }

    private void read() {
        try {
            while (true) {
                Optional<byte[]> event = stream.next();
                if (event.isEmpty()) {
                    throw new IOException("the server ended the stream");
                }
                room.acquire(weight(event.get()));
                arrived.add(new Arrival.Bytes(ByteBuffer.wrap(event.get())));
            }
        } catch (SQLException refusal) {
            arrived.add(new Arrival.Refused(refusal));
        } catch (IOException lost) {
            arrived.add(new Arrival.Lost(lost));
        } catch (InterruptedException closed) {
            // nobody waits for more
            return;
        }
    }

    private static int weight(byte[] event) {
        return Math.min(ROOM, event.length / KIB + 1);
    }

    /// Empty if nothing came in time.
    Optional<byte[]> next(Duration patience)
            throws IOException, SQLException, InterruptedException {
        Arrival next = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return switch (next) {
            case null -> Optional.empty();
            case Arrival.Bytes bytes -> {
                byte[] event = bytes.event().array();
                room.release(weight(event));
                yield Optional.of(event);
            }
            case Arrival.Refused refused -> throw refused.refusal();
            case Arrival.Lost lost -> throw lost.cause();
        };
    }

    /// Whether [#next] would not wait.
    boolean hasMore() {
        return !arrived.isEmpty();
    }

    @Override
    public void close() {
        reader.interrupt();
        stream.close();
    }
}

package dev.muster.provider.mariadb.replication;

import dev.muster.model.LogPosition;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.binlog.Event;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Logins;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.client.socket.Reader;

/// A server's binary log as it streams in. One thread at a time; [#close] from any.
///
/// The library logs in and encrypts; from then on the connection is ours. Events come as they stand
/// in the file, byte by byte, whatever their type.
public final class BinlogStream implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// The server speaks at least so often, so that a dead connection is told from an idle one.
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private static final int FIRST_ERROR = 0xff;
    private static final int FIRST_END = 0xfe;
    private static final int LONGEST_END = 9;

    private final Connection connection;
    private final Reader reader;

    private BinlogStream(Connection connection, Reader reader) {
        this.connection = connection;
        this.reader = reader;
    }

    /// Begins to stream.
    ///
    /// @param server as what replica; another connection of the same number is ended by the server
    /// @param offset of the first event, at least 4
    /// @param live whether to wait at the end for more
    public static BinlogStream open(
            Endpoint source, long server, String file, long offset, boolean live)
            throws SQLException {
        Connection connection = Logins.open(source, SILENCE);
        boolean done = false;
        try {
            prepare(connection);
            DumpRequest request = new DumpRequest(server, file, offset, live);
            connection.getClient().execute(request, false);
            BinlogStream stream = new BinlogStream(connection, request.reader());
            done = true;
            return stream;
        } finally {
            if (!done) {
                end(connection);
            }
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @master_binlog_checksum = @@global.binlog_checksum");
            statement.execute("SET @mariadb_slave_capability = 4");
            statement.execute("SET @master_heartbeat_period = " + HEARTBEAT.toNanos());
        }
    }

    /// The next event, as the server sent it; empty at the end of a stream that is not live.
    ///
    /// @throws SQLException if the server refused
    public Optional<byte[]> next() throws IOException, SQLException {
        byte[] packet = reader.readPacket(false);
        int first = packet.length == 0 ? FIRST_END : Byte.toUnsignedInt(packet[0]);
        if (first == FIRST_ERROR) {
            throw refusal(packet);
        }
        if (first == FIRST_END && packet.length < LONGEST_END) {
            return Optional.empty();
        }
        if (packet.length < 1 + Event.HEADER) {
            throw new IOException("an event of " + (packet.length - 1) + " bytes");
        }
        return Optional.of(Arrays.copyOfRange(packet, 1, packet.length));
    }

    private static SQLException refusal(byte[] packet) {
        int code =
                Short.toUnsignedInt(
                        ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getShort(1));
        boolean hasState = packet.length > 9 && packet[3] == '#';
        String state = hasState ? new String(packet, 4, 5, StandardCharsets.US_ASCII) : "HY000";
        int from = hasState ? 9 : 3;
        String text = new String(packet, from, packet.length - from, StandardCharsets.UTF_8);
        return new SQLException(text, state, code);
    }

    /// Which file a name stands for on a server.
    public static BinlogFile identify(Endpoint source, long server, String file)
            throws SQLException, IOException {
        try (BinlogStream stream = open(source, server, file, Event.magic().length, false)) {
            while (true) {
                byte[] event =
                        stream.next().orElseThrow(() -> new IOException(file + " has no event"));
                if (Event.at(ByteBuffer.wrap(event)).type() == Event.FORMAT) {
                    return new BinlogFile(file, Event.identity(event));
                }
            }
        }
    }

    /// The number of a receiver among a server's replicas: the same for each attempt, so that the
    /// server ends the connection of one that died unseen; far from those that people choose.
    public static long replica(String receiver) {
        return 0x4000_0000L | (receiver.hashCode() & 0x3fff_ffffL);
    }

    /// Where the server's log ends.
    public static LogPosition end(BinlogFile file, long offset) {
        return file.at(offset);
    }

    @Override
    public void close() {
        end(connection);
    }

    private static void end(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException gone) {
            // a connection that cannot be cut is already gone
            return;
        }
    }
}

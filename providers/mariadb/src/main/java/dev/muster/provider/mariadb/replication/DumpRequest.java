package dev.muster.provider.mariadb.replication;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Statement;
import org.mariadb.jdbc.client.Completion;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.socket.Reader;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.ClosableLock;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.message.ClientMessage;
import org.mariadb.jdbc.message.server.OkPacket;

/// The command that turns a connection into a stream of the binary log, as the library sends its
/// own commands: the one place that leans on how the library does that.
final class DumpRequest implements ClientMessage {
    private static final int COMMAND = 0x12;
    private static final int AT_END_STOP = 1;

    /// Without it the server leaves events out, and the copy is not byte by byte the same.
    private static final int WITH_ANNOTATIONS = 2;

    private final long server;
    private final String file;
    private final long offset;
    private final boolean live;
    private @Nullable Reader reader;

    DumpRequest(long server, String file, long offset, boolean live) {
        this.server = server;
        this.file = file;
        this.offset = offset;
        this.live = live;
    }

    @Override
    public int encode(Writer writer, Context context) throws IOException, SQLException {
        writer.initPacket();
        writer.writeByte(COMMAND);
        writer.writeInt((int) offset);
        writer.writeShort((short) (live ? WITH_ANNOTATIONS : WITH_ANNOTATIONS | AT_END_STOP));
        writer.writeInt((int) server);
        writer.writeBytes(file.getBytes(StandardCharsets.UTF_8));
        writer.flush();
        return 1;
    }

    @Override
    public Completion readPacket(
            Statement statement,
            int fetchSize,
            long maxRows,
            int resultSetConcurrency,
            int resultSetType,
            boolean closeOnCompletion,
            Reader from,
            Writer writer,
            Context context,
            ExceptionFactory exceptionFactory,
            ClosableLock lock,
            boolean traceEnable,
            ClientMessage message,
            Consumer<String> redirect) {
        reader = from;
        return OkPacket.BASIC_OK;
    }

    /// From where the events come.
    Reader reader() throws SQLException {
        Reader known = reader;
        if (known == null) {
            throw new SQLException("this version of the library reads answers in another way");
        }
        return known;
    }
}

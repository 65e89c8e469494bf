package dev.muster.provider.postgresql.replication;

import java.lang.reflect.Field;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;

/// Reaches the socket below a connection of pgjdbc: the one place that knows a field of its.
///
/// The field has no public door; a test fails on a version of pgjdbc that has it no more.
final class JdbcSocket {
    private static final Field STREAM = streamField();

    private JdbcSocket() {}

    private static Field streamField() {
        try {
            Field field = QueryExecutorBase.class.getDeclaredField("pgStream");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException gone) {
            throw new IllegalStateException("this version of pgjdbc hides its stream", gone);
        }
    }

    /// The socket, encrypted or not, of a connection that is at rest.
    static Socket of(Connection connection) throws SQLException {
        BaseConnection base = connection.unwrap(BaseConnection.class);
        try {
            if (STREAM.get(base.getQueryExecutor()) instanceof PGStream stream) {
                return stream.getSocket();
            }
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException("this version of pgjdbc hides its stream", hidden);
        }
        throw new IllegalStateException("this version of pgjdbc has another kind of stream");
    }
}

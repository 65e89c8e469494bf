package dev.muster.provider.postgresql.replication;

import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.source.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// A connection in replication mode. One thread at a time.
///
/// A server's refusal comes as an [SQLException] with its SQLSTATE, a lost connection as an
/// [IOException]; after either of them, only [#close] is of use.
public final class ReplicationConnection implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);

    private static final int PIECE = 64 << 10;

    private final Connection connection;
    private final Wire wire;
    private final int backend;
    private Consumer<String> notices = notice -> {};

    private ReplicationConnection(Connection connection, Wire wire, int backend) {
        this.connection = connection;
        this.wire = wire;
        this.backend = backend;
    }

    /// @param application the name in `pg_stat_replication` and `synchronous_standby_names`
    public static ReplicationConnection open(Endpoint endpoint, String application)
            throws SQLException, IOException {
        PGSimpleDataSource source = endpoint.dataSource(application);
        source.setProperty(PGProperty.REPLICATION, "true");
        source.setProperty(PGProperty.ASSUME_MIN_SERVER_VERSION, "14");
        source.setProperty(PGProperty.PREFER_QUERY_MODE, "simple");
        Connection connection = source.getConnection();
        try {
            int backend = connection.unwrap(PGConnection.class).getBackendPID();
            return new ReplicationConnection(
                    connection, new Wire(JdbcSocket.of(connection)), backend);
        } catch (SQLException | IOException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /// The process on the server that serves this connection.
    public int backend() {
        return backend;
    }

    /// Hears of what the server has to say beside its answers, such as a page with a wrong
    /// checksum.
    public void onNotice(Consumer<String> listener) {
        notices = listener;
    }

    /// @param system the cluster's identifier
    /// @param timeline the one that it writes
    /// @param flushed the end of its log on disk
    public record Identity(String system, int timeline, long flushed) {}

    public Identity identify() throws SQLException, IOException, InterruptedException {
        List<Optional<String>> row = only(run("IDENTIFY_SYSTEM"));
        return new Identity(
                row.get(0).orElseThrow(),
                Integer.parseInt(row.get(1).orElseThrow()),
                lsn(row.get(2)));
    }

    /// The content of a timeline's history file.
    public byte[] history(int timeline) throws SQLException, IOException, InterruptedException {
        return only(run("TIMELINE_HISTORY " + timeline))
                .get(1)
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Makes a physical slot that keeps log from now on.
    public void createSlot(String name) throws SQLException, IOException, InterruptedException {
        run("CREATE_REPLICATION_SLOT " + name + " PHYSICAL RESERVE_WAL");
    }

    /// Keeps all log from now on, for as long as this connection lasts.
    ///
    /// @return whether there was a slot free for that
    public boolean holdLog() throws IOException, InterruptedException {
        try {
            run(
                    "CREATE_REPLICATION_SLOT muster_backup_"
                            + backend
                            + " TEMPORARY PHYSICAL RESERVE_WAL");
            return true;
        } catch (SQLException noSlot) {
            return false;
        }
    }

    public void dropSlot(String name) throws SQLException, IOException, InterruptedException {
        run("DROP_REPLICATION_SLOT " + name);
    }

    /// Takes what a command copies out, in order.
    public interface Copied {
        /// A copy begins.
        ///
        /// @param before the row sets that came before it
        /// @param copy how many copies there were before
        void begin(List<Result> before, int copy) throws IOException;

        /// @param data valid during the call
        void take(ByteBuffer data) throws IOException;

        /// For commands that copy nothing.
        Copied NONE =
                new Copied() {
                    @Override
                    public void begin(List<Result> before, int copy) throws IOException {
                        throw new IOException("a copy was not expected");
                    }

                    @Override
                    public void take(ByteBuffer data) {}
                };
    }

    /// Called often, also while the server is silent.
    @FunctionalInterface
    public interface Check {
        void check() throws InterruptedException;
    }

    private List<Result> run(String command)
            throws SQLException, IOException, InterruptedException {
        return run(command, Copied.NONE, () -> {});
    }

    /// Runs a command to its end.
    ///
    /// @return its row sets, in order
    public List<Result> run(String command, Copied copied, Check check)
            throws SQLException, IOException, InterruptedException {
        wire.send('Q', zeroTerminated(command));
        Conversation conversation = new Conversation(wire, notices);
        int copies = 0;
        while (true) {
            byte type = wire.next(POLL);
            check.check();
            switch (type) {
                case Wire.NOTHING -> {}
                case 'H' -> copied.begin(conversation.results(), copies++);
                case 'd' -> copied.take(wire.body());
                default -> {
                    if (conversation.take(type)) {
                        return conversation.results();
                    }
                }
            }
        }
    }

    /// Runs a command that takes content in.
    public void upload(String command, byte[] content, Check check)
            throws SQLException, IOException, InterruptedException {
        wire.send('Q', zeroTerminated(command));
        Conversation conversation = new Conversation(wire, notices);
        while (true) {
            byte type = wire.next(POLL);
            check.check();
            if (type == 'G') {
                send(content);
            } else if (type != Wire.NOTHING && conversation.take(type)) {
                return;
            }
        }
    }

    private void send(byte[] content) throws IOException {
        for (int at = 0; at < content.length; at += PIECE) {
            wire.send('d', Arrays.copyOfRange(content, at, Math.min(content.length, at + PIECE)));
        }
        wire.send('c', new byte[0]);
    }

    /// Begins to stream log.
    ///
    /// @param slot holds the log until it is acknowledged
    public LogStream stream(String slot, long from, int timeline)
            throws SQLException, IOException, InterruptedException {
        String command =
                "START_REPLICATION SLOT %s PHYSICAL %s TIMELINE %d"
                        .formatted(slot, Lsn.text(from), timeline);
        wire.send('Q', zeroTerminated(command));
        Conversation conversation = new Conversation(wire, notices);
        while (true) {
            byte type = wire.next(Duration.ofSeconds(30));
            if (type == Wire.NOTHING) {
                throw new IOException("no answer to '" + command + "' within 30 s");
            }
            if (type == 'W') {
                return new LogStream(wire, notices);
            }
            if (conversation.take(type)) {
                // the timeline ends where the stream would begin: there is nothing to stream
                return LogStream.ended(wire, notices, conversation.results());
            }
        }
    }

    /// One row set of an answer.
    ///
    /// @param rows in order, each with its columns as texts
    public record Result(List<List<Optional<String>>> rows) {}

    static List<Optional<String>> only(List<Result> results) throws IOException {
        if (results.isEmpty() || results.getFirst().rows().size() != 1) {
            throw new IOException("an answer of one row was expected, not " + results);
        }
        return results.getFirst().rows().getFirst();
    }

    public static long lsn(Optional<String> column) throws IOException {
        return Lsn.parse(column.orElse(""))
                .orElseThrow(() -> new IOException("not a log position: " + column));
    }

    /// Reads a zero-terminated string.
    public static String text(ByteBuffer data) {
        return Wire.text(data);
    }

    private static byte[] zeroTerminated(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] terminated = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, terminated, 0, bytes.length);
        return terminated;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // a connection that cannot be closed is already gone
            return;
        }
    }

    /// The part of an answer that is no copy: row sets, notices, errors, and its end.
    static final class Conversation {
        private final Wire wire;
        private final Consumer<String> notices;
        private final List<Result> results = new ArrayList<>();
        private List<List<Optional<String>>> rows = new ArrayList<>();
        private boolean described;
        private @Nullable SQLException refusal;

        Conversation(Wire wire, Consumer<String> notices) {
            this.wire = wire;
            this.notices = notices;
        }

        /// @return whether the answer is complete
        boolean take(byte type) throws SQLException, IOException {
            switch (type) {
                case 'T' -> describe();
                case 'D' -> rows.add(ServerText.row(wire.body()));
                case 'C' -> complete();
                case 'E' -> refusal = ServerText.error(wire.body());
                case 'N' -> notices.accept(ServerText.notice(wire.body()));
                case 'Z' -> {
                    if (refusal != null) {
                        throw refusal;
                    }
                    return true;
                }
                case 'c', 'S', 'A', 'I' -> {
                    // the frame of a copy, a changed setting, a notification: nothing to keep
                }
                default -> throw new IOException("a message of unknown type " + (char) type);
            }
            // after a fatal error the server closes without saying that it is ready again
            if (refusal != null && ServerText.isFatal(refusal)) {
                throw refusal;
            }
            return false;
        }

        List<Result> results() {
            return results;
        }

        private void describe() {
            complete();
            described = true;
        }

        private void complete() {
            if (described) {
                results.add(new Result(List.copyOf(rows)));
                rows = new ArrayList<>();
                described = false;
            }
        }
    }
}

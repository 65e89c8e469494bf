package dev.muster.provider.mariadb.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.kind.Port;
import dev.muster.kind.Tls;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.posix.FileTree;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.binlog.Gtid;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbKind;
import dev.muster.provider.mariadb.kind.MariadbSettings.Connection;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Sql;
import dev.muster.provider.mariadb.source.Sql.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Replays the captured log on a restored server that nobody else reaches.
///
/// The files of log lie in the data folder as a replica's relay log, cut after the last transaction
/// that is wanted; the server's own applier runs to their end. So it cannot go past the target. A
/// replay that was cut off goes on after the last transaction that the server has.
final class Replay {
    /// Where the files of log lie, in the data folder.
    static final String LOG = "muster-log";

    private static final String USER = "muster_replay";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    private final ComponentId component;
    private final Path data;
    private final Options options;
    private final Owner owner;
    private final ServerRun run;
    private final Operation operation;

    Replay(
            ComponentId component,
            Path data,
            Options options,
            Owner owner,
            ServerRun run,
            Operation operation) {
        this.component = component;
        this.data = data;
        this.options = options;
        this.owner = owner;
        this.run = run;
        this.operation = operation;
    }

    void run(Mark restored) throws IOException, InterruptedException {
        // an attempt that died left its server, whose password nobody knows any more
        run.kill();
        operation.progress().stage("starting the server for replay");
        String password = HexFormat.of().formatHex(random());
        int port = freePort();
        Path statements = statements(password);
        boolean complete = false;
        try {
            for (String place : Options.PLACES) {
                // how far it came stands in a table, together with what it replayed
                Files.deleteIfExists(data.resolve(place));
            }
            run.start(options.replay(port, statements));
            Endpoint endpoint = endpoint(port, password);
            try (Sql sql = run.await(endpoint, PATIENCE)) {
                replay(sql, restored);
                Tables tables = new Tables(sql, operation);
                tables.check();
                Map<String, String> result = new TreeMap<>(tables.result());
                result.put(Mark.TOKEN, operation.token());
                result.put(Mark.REACHED, reached(sql, restored));
                sql.rows("DROP USER " + USER + "@'127.0.0.1'");
                Optional<ProcessHandle> server = ServerRun.running(data);
                sql.rows("SHUTDOWN");
                run.awaitEnd(server);
                FileTree.delete(data.resolve(LOG));
                // last: from here on the server is started for everybody
                new Mark(result).write(data, Marks.REPLAYED);
                owner.take(data.resolve(Marks.REPLAYED));
            }
            complete = true;
        } finally {
            Files.deleteIfExists(statements);
            if (!complete) {
                run.kill();
            }
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The strategy's user may not replay. One that may is made for as long as it takes; the server
    /// runs these statements before it lets anybody in.
    private Path statements(String password) throws IOException {
        Path file = data.resolve("muster-replay.sql");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String user = USER + "@'127.0.0.1'";
        Files.writeString(
                file,
                "CREATE OR REPLACE USER "
                        + user
                        + " IDENTIFIED BY '"
                        + password
                        + "';\nGRANT ALL PRIVILEGES ON *.* TO "
                        + user
                        + ";\n");
        owner.take(file);
        return file;
    }

    private Endpoint endpoint(int port, String password) {
        Connection connection =
                new Connection(
                        MariadbKind.LOOPBACK,
                        new Port(port),
                        USER,
                        new Secret(password),
                        Tls.DISABLE);
        return new Endpoint(component, new Address(MariadbKind.LOOPBACK, port), connection);
    }

    private void replay(Sql sql, Mark restored) throws IOException, InterruptedException {
        int files = number(restored, Marks.FILES);
        if (files == 0) {
            return;
        }
        operation.progress().stage("replaying log");
        LaidOut log = new LaidOut(data.resolve(LOG), files);
        operation.progress().total(log.bytes());
        if (Marks.read(component, data, Marks.REPLAYING).isEmpty()) {
            sql.rows("SET GLOBAL gtid_slave_pos = ?", restored.value(Marks.BASE).orElse(""));
            Mark begun = new Mark(Map.of(Mark.TOKEN, operation.token()));
            // after the position is set: an attempt that finds this trusts what the server says
            begun.write(data, Marks.REPLAYING);
            owner.take(data.resolve(Marks.REPLAYING));
        }
        LaidOut.Place start =
                log.after(
                        Gtid.position(sql.value("SELECT @@global.gtid_slave_pos")),
                        number(restored, Marks.START));
        sql.rows(
                "CHANGE MASTER TO master_host = '127.0.0.1', master_port = 1, master_use_gtid = no,"
                        + " relay_log_file = '"
                        + start.file()
                        + "', relay_log_pos = "
                        + start.offset());
        sql.rows("START SLAVE SQL_THREAD");
        awaitGoal(sql, log, Gtid.position(restored.value(Marks.GOAL).orElse("")));
        sql.rows("STOP SLAVE");
        sql.rows("RESET SLAVE ALL");
    }

    private void awaitGoal(Sql sql, LaidOut log, Map<Long, Gtid> goal) throws InterruptedException {
        long done = 0;
        while (true) {
            operation.checkCancelled();
            Row status = sql.row("SHOW SLAVE STATUS");
            String at = sql.value("SELECT @@global.gtid_slave_pos");
            long now =
                    log.before(
                            status.named("relay_log_file").orElse(""),
                            Long.parseLong(status.named("relay_log_pos").orElse("0")));
            if (now > done) {
                operation.progress().advance(now - done);
                done = now;
            }
            operation.progress().at(at);
            if (Gtid.reaches(Gtid.position(at), goal)) {
                return;
            }
            if (!status.named("slave_sql_running").filter("Yes"::equals).isPresent()) {
                throw fellShort(status, at);
            }
            operation.timing().pause(POLL);
        }
    }

    private MusterException fellShort(Row status, String at) {
        return MariadbErrors.FELL_SHORT.error(
                component
                        + ": replay ended after "
                        + at
                        + ": "
                        + status.named("last_sql_error").orElse("no reason was given")
                        + " (error "
                        + status.named("last_sql_errno").orElse("0")
                        + ")",
                "mv " + data + " " + data + ".short, then restore again");
    }

    private String reached(Sql sql, Mark restored) {
        String at = sql.value("SELECT @@global.gtid_slave_pos");
        String gtid = at.isEmpty() ? restored.value(Marks.BASE).orElse("") : at;
        return gtid
                + restored.value(Marks.LAST)
                        .map(time -> (gtid.isEmpty() ? "" : ", ") + "last transaction at " + time)
                        .orElse("");
    }

    private int number(Mark mark, String name) {
        return mark.value(name)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .orElseThrow(() ->
                        MariadbErrors.NOT_RESTORED.error(
                                component + ": " + Mark.RESTORED + " lacks " + name,
                                "restore again"));
    }
}

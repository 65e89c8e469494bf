package dev.muster.provider.mariadb.recovered;

import dev.muster.provider.mariadb.kind.MariadbSettings.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The options that a restored server is started with.
final class Options {
    /// What the files of InnoDB were made with; the server takes no others.
    private static final Set<String> SHAPE =
            Set.of(
                    "innodb_page_size",
                    "innodb_data_file_path",
                    "innodb_undo_tablespaces",
                    "innodb_log_file_size");

    private static final String KEPT = "backup-my.cnf";

    /// Where the server notes how far it read and replayed, below the data folder. It does not
    /// write them at once: of one that was killed they may be cut off, and then it refuses to
    /// replay.
    static final List<String> PLACES = List.of("muster-log/master.info", "muster-log/relay.info");

    private final Path program;
    private final Server server;
    private final Path data;
    private final Owner owner;

    Options(Path program, Server server, Path data, Owner owner) {
        this.program = program;
        this.server = server;
        this.data = data;
        this.owner = owner;
    }

    /// For replay, where nobody reaches it: on a port that nobody knows, without a log of its own,
    /// and with little care for a crash, after which replay goes on.
    List<String> replay(int port, Path statements) throws IOException {
        List<String> words = common(port);
        words.addAll(
                List.of(
                        "--skip-log-bin",
                        "--log-slave-updates=OFF",
                        "--replicate-same-server-id=ON",
                        "--read-only=ON",
                        "--event-scheduler=OFF",
                        "--skip-name-resolve",
                        "--skip-slave-start",
                        "--slave-parallel-threads=0",
                        "--relay-log=muster-log/relay",
                        "--relay-log-index=muster-log/relay.index",
                        "--master-info-file=" + PLACES.get(0),
                        "--relay-log-info-file=" + PLACES.get(1),
                        "--relay-log-recovery=OFF",
                        "--relay-log-purge=OFF",
                        "--sync-relay-log=0",
                        "--sync-relay-log-info=0",
                        "--sync-master-info=0",
                        "--innodb-flush-log-at-trx-commit=2",
                        "--max-allowed-packet=1G",
                        "--slave-max-allowed-packet=1G",
                        "--init-file=" + statements));
        return words;
    }

    /// For everybody on this host.
    List<String> serve() throws IOException {
        return common(server.port().number());
    }

    private List<String> common(int port) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.add(
                server.config()
                        .map(file -> "--defaults-file=" + file.path())
                        .orElse("--no-defaults"));
        words.addAll(
                List.of(
                        "--datadir=" + data,
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=muster.sock",
                        "--pid-file=" + ServerRun.pidFile(data),
                        "--skip-log-error"));
        words.addAll(shape());
        words.addAll(owner.options());
        return words;
    }

    private List<String> shape() throws IOException {
        Path kept = data.resolve(KEPT);
        if (!Files.exists(kept)) {
            return List.of();
        }
        return Files.readAllLines(kept).stream()
                .filter(line -> line.contains("="))
                .filter(line -> SHAPE.contains(line.substring(0, line.indexOf('=')).strip()))
                .map(line -> "--loose-" + line.strip())
                .toList();
    }
}

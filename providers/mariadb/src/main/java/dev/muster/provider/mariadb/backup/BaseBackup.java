package dev.muster.provider.mariadb.backup;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.provider.BackupFlaws;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.backup.StreamParser.Piece;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.replication.BinlogStream;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Refusals;
import dev.muster.provider.mariadb.source.Sql;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One base backup: runs mariadb-backup beside the server, and hands its stream on file by file.
public final class BaseBackup {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final String POSITION = "xtrabackup_binlog_info";
    private static final String CHECKPOINTS = "xtrabackup_checkpoints";

    /// Of a server that writes no binary log.
    private static final LogPosition NOWHERE = new LogPosition("no-binlog", 0);

    private final Endpoint source;
    private final Path tool;
    private final long replica;
    private final BackupWriter writer;
    private final Operation operation;

    /// @param replica as what replica the log is looked at
    public BaseBackup(
            Endpoint source, Path tool, long replica, BackupWriter writer, Operation operation) {
        this.source = source;
        this.tool = tool;
        this.replica = replica;
        this.writer = writer;
        this.operation = operation;
    }

    public BackupSummary run() throws InterruptedException {
        operation.checkCancelled();
        operation.progress().stage("asking the server");
        String data;
        int page;
        try (Sql sql = Sql.open(source, SILENCE)) {
            writer.attribute(Attributes.VERSION, sql.value("SELECT VERSION()"));
            data = sql.value("SELECT @@datadir");
            page = Integer.parseInt(sql.value("SELECT @@innodb_page_size"));
        }
        Instant began = operation.timing().instant();
        try {
            return copy(data, page, began);
        } catch (IOException error) {
            throw MariadbErrors.BACKUP.error(
                    source + ": the backup failed: " + error.getMessage(),
                    "df -h " + operation.workspace(),
                    error);
        }
    }

    private BackupSummary copy(String data, int page, Instant began)
            throws IOException, InterruptedException {
        try (LoginFile login = LoginFile.write(operation.workspace(), source);
                ToolRun run = ToolRun.start(command(login, data), operation.workspace());
                FileSplit split =
                        new FileSplit(writer, operation.workspace(), page, operation.progress())) {
            operation.progress().stage("copying files");
            Optional<Instant> consistent = read(run.output(), split);
            run.requireSuccess(source);
            if (split.fact(CHECKPOINTS).isEmpty() || consistent.isEmpty()) {
                throw run.failed(source, "its stream is not whole");
            }
            split.finish();
            return summary(began, consistent.get(), split);
        }
    }

    private List<String> command(LoginFile login, String data) {
        return List.of(
                tool.toString(),
                "--defaults-file=" + login.file(),
                "--backup",
                "--stream=mbstream",
                // more would mix the pieces of files, and the vault takes one file at a time
                "--parallel=1",
                "--datadir=" + data,
                "--target-dir=" + operation.workspace().resolve("mariadb-backup"));
    }

    /// @return when the copied files had become one consistent state: the tool writes what it knows
    ///   of the binary log while it holds commits back, and the rest after that
    private Optional<Instant> read(InputStream output, FileSplit split)
            throws IOException, InterruptedException {
        StreamParser parser = new StreamParser(new BufferedInputStream(output, 1 << 16));
        Optional<Instant> consistent = Optional.empty();
        while (true) {
            operation.checkCancelled();
            Optional<Piece> piece = parser.next();
            if (piece.isEmpty()) {
                return consistent;
            }
            String path = piece.get().path();
            if (path.equals(POSITION) || (path.equals(CHECKPOINTS) && consistent.isEmpty())) {
                consistent = Optional.of(operation.timing().instant());
            }
            split.take(piece.get());
        }
    }

    private BackupSummary summary(Instant began, Instant consistent, FileSplit split)
            throws IOException {
        List<String> remarks = new ArrayList<>();
        if (split.unsafeTables() > 0) {
            remarks.add(
                    split.unsafeTables()
                            + " tables are in engines without transactions: what is written to them"
                            + " is not replayed exactly after a crash");
        }
        Optional<String[]> fields =
                split.fact(POSITION)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                        .map(text -> text.split("\t", -1))
                        .filter(parts -> parts.length >= 2 && parts[1].matches("[0-9]{1,18}"));
        if (fields.isEmpty()) {
            remarks.add("the server writes no binary log, so that nothing can be replayed on it");
            return new BackupSummary(
                    began, consistent, NOWHERE, NOWHERE, BackupFlaws.NONE, remarks);
        }
        String[] parts = fields.get();
        writer.attribute(Attributes.GTID, parts.length > 2 ? parts[2] : "");
        BinlogFile file = identify(parts[0]);
        // replay needs the file's first event too, so the file is needed from its first byte
        return new BackupSummary(
                began,
                consistent,
                file.at(0),
                file.at(Long.parseLong(parts[1])),
                BackupFlaws.NONE,
                remarks);
    }

    private BinlogFile identify(String file) throws IOException {
        try {
            return BinlogStream.identify(source, replica, file);
        } catch (SQLException refusal) {
            throw Refusals.error(source, "reading the binary log " + file, refusal);
        }
    }

    /// The program, while it runs.
    private static final class ToolRun implements AutoCloseable {
        private static final int LINES_TOLD = 8;

        private final Process process;
        private final Path messages;

        private ToolRun(Process process, Path messages) {
            this.process = process;
            this.messages = messages;
        }

        static ToolRun start(List<String> command, Path workspace) throws IOException {
            Path messages = workspace.resolve("mariadb-backup.log");
            Process process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
            process.getOutputStream().close();
            return new ToolRun(process, messages);
        }

        InputStream output() {
            return process.getInputStream();
        }

        void requireSuccess(Endpoint source) throws IOException, InterruptedException {
            int status = process.waitFor();
            if (status != 0) {
                throw failed(source, "it ended with status " + status);
            }
            if (!Files.readString(messages).strip().endsWith("completed OK!")) {
                throw failed(source, "it did not say that it completed");
            }
        }

        MusterException failed(Endpoint source, String what) throws IOException {
            List<String> lines = Files.readAllLines(messages);
            return MariadbErrors.BACKUP.error(
                    source
                            + ": mariadb-backup: "
                            + what
                            + "\n"
                            + String.join(
                                    "\n",
                                    lines.subList(
                                            Math.max(0, lines.size() - LINES_TOLD), lines.size())),
                    "less " + messages);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

package dev.muster.provider.postgresql.backup;

import dev.muster.model.FileMetadata;
import dev.muster.model.FileStamp;
import dev.muster.provider.BackupFlaws;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.BackupWriter.FileWriter;
import dev.muster.provider.BackupWriter.Untouched;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.replication.ReplicationConnection;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// A backup by reading the server's files in place, between PostgreSQL's own start and stop of a
/// backup. Files that were not touched since the backup before are not read.
///
/// Order is what keeps it whole: the slot that holds the log, then the start, then all files, then
/// the control file, then the stop, and then the log between the two.
final class NearBackup {
    private static final int MODE = 0600;
    private static final int CONTROL_SIZE = 8192;
    private static final int ATTEMPTS = 100;

    /// Times of change are that coarse on some file systems; a file that was changed so shortly
    /// before it was looked at could change again and look the same.
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final NearFolder folder;
    private final Cluster cluster;
    private final String system;
    private final BackupWriter writer;
    private final Operation operation;
    private final boolean skips;
    private final PageFiles pages;
    private final List<String> damaged = new ArrayList<>();

    /// @param skips whether files that were not touched may be taken over unread
    NearBackup(
            NearFolder folder,
            Cluster cluster,
            String system,
            BackupWriter writer,
            Operation operation,
            boolean skips) {
        this.folder = folder;
        this.cluster = cluster;
        this.system = system;
        this.writer = writer;
        this.operation = operation;
        this.skips = skips;
        this.pages = new PageFiles(cluster.block());
    }

    /// Pages whose checksum is wrong for good.
    List<String> damaged() {
        return damaged;
    }

    /// Holds the log as long as the connection lasts.
    static void holdLog(Sql sql) throws SQLException {
        sql.ask(
                "select pg_create_physical_replication_slot('muster_reading_' || pg_backend_pid(),"
                        + " true, true)");
    }

    /// @param sql holds the log, and stays open from start to stop: if it is lost, so is the backup
    BackupSummary take(Sql sql) throws SQLException, IOException, InterruptedException {
        Instant startedAt = Cluster.clock(sql);
        operation.progress().stage("waiting for a checkpoint");
        String start = sql.ask(folder.startCommand()).getFirst().text(0);
        long from = ReplicationConnection.lsn(Optional.of(start));
        operation.progress().stage("copying files");
        files(from);
        try (FileWriter file = writer.file(ClusterFiles.CONTROL, MODE, 0)) {
            file.write(ByteBuffer.wrap(control()));
        }
        Row stop = sql.ask(folder.stopCommand()).getFirst();
        long end = ReplicationConnection.lsn(stop.optional(0));
        text("backup_label", stop.text(1));
        text("tablespace_map", stop.optional(2).orElse(""));
        int timeline = Integer.parseInt(stop.text(3).substring(0, 8), 16);
        log(timeline, from, end);
        Line line = new Line(system, timeline);
        return new BackupSummary(
                startedAt,
                Cluster.clock(sql),
                line.at(from),
                line.at(end),
                BackupFlaws.NONE,
                List.of());
    }

    private void text(String path, String text) {
        try (FileWriter file = writer.file(path, MODE, 0)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void files(long from) throws IOException, InterruptedException {
        ClusterFiles all = ClusterFiles.of(folder.data(), cluster.major());
        for (String path : all.folders()) {
            writer.directory(path, ClusterFiles.mode(folder.data()));
        }
        PageScan scan = new PageScan(cluster.block(), from, operation.timing());
        try (ParallelReader reader = new ParallelReader()) {
            for (String path : all.files()) {
                operation.checkCancelled();
                file(path, reader, scan);
            }
        }
    }

    private void file(String path, ParallelReader reader, PageScan scan)
            throws IOException, InterruptedException {
        Path place = folder.data().resolve(path);
        Map<String, Object> seen;
        try {
            seen = Files.readAttributes(place, "unix:mode,size,lastModifiedTime,ctime,ino");
        } catch (NoSuchFileException dropped) {
            return;
        }
        long size = (Long) value(seen, "size");
        FileMetadata metadata = metadata(seen);
        Optional<Untouched> untouched =
                skips ? writer.untouched(path, metadata, size) : Optional.empty();
        if (untouched.isPresent() && writer.keep(untouched.get())) {
            operation.progress().advance(size);
            return;
        }
        if (!Files.exists(place)) {
            return;
        }
        int block = pages.pageSize(path);
        boolean checked = block > 0 && cluster.checksums();
        long first = firstBlock(path);
        try (FileWriter file = writer.file(path, metadata, block)) {
            Optional<String> wrong =
                    reader.copy(
                            place,
                            size,
                            file,
                            (bytes, length, channel, at) ->
                                    checked
                                            ? scan.check(
                                                    bytes, length, channel, at, first + at / block)
                                            : Optional.empty());
            wrong.ifPresent(page -> damaged.add(path + " " + page));
        } catch (NoSuchFileException dropped) {
            // between the look and the opening: it is empty in the backup, and replay removes it
            return;
        }
        operation.progress().advance(size);
    }

    private FileMetadata metadata(Map<String, Object> seen) {
        Instant changed = ((FileTime) value(seen, "ctime")).toInstant();
        Optional<FileStamp> stamp =
                changed.isBefore(operation.timing().instant().minus(COARSE))
                        ? Optional.of(new FileStamp(changed, (Long) value(seen, "ino")))
                        : Optional.empty();
        return new FileMetadata(
                (Integer) value(seen, "mode") & 0777,
                Optional.empty(),
                Optional.of(((FileTime) value(seen, "lastModifiedTime")).toInstant()),
                stamp,
                List.of());
    }

    private static Object value(Map<String, Object> seen, String name) {
        return Objects.requireNonNull(seen.get(name), name);
    }

    /// In the table, of which the file is one part.
    private long firstBlock(String path) {
        int dot = path.lastIndexOf('.');
        boolean part = dot > path.lastIndexOf('/') && pages.pageSize(path) > 0;
        return part ? Long.parseLong(path.substring(dot + 1)) * blocksPerFile() : 0;
    }

    /// Only servers that were specially compiled have others.
    private long blocksPerFile() {
        return (1L << 30) / cluster.block();
    }

    /// Until its checksum holds: the server may be writing it.
    private byte[] control() throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] bytes = Files.readAllBytes(folder.data().resolve(ClusterFiles.CONTROL));
            if (bytes.length == CONTROL_SIZE && isWhole(bytes)) {
                return bytes;
            }
            operation.timing().pause(Duration.ofMillis(10));
        }
        throw new IOException("the checksum of " + ClusterFiles.CONTROL + " does not hold");
    }

    /// Its length differs from version to version; the checksum is the last of its fields.
    private static boolean isWhole(byte[] control) {
        ByteBuffer fields = ByteBuffer.wrap(control).order(ByteOrder.nativeOrder());
        CRC32C crc = new CRC32C();
        for (int at = 0; at + Integer.BYTES <= 512; at += Integer.BYTES) {
            if (at > 0 && (int) crc.getValue() == fields.getInt(at)) {
                return true;
            }
            crc.update(control, at, Integer.BYTES);
        }
        return false;
    }

    /// The whole segments from start to stop; the server has just begun another.
    private void log(int timeline, long from, long end) throws IOException {
        Path place = folder.data().resolve("pg_wal");
        long size = cluster.segment();
        for (long number = from / size; number <= (end - 1) / size; number++) {
            long each = 0x1_0000_0000L / size;
            String name = "%08X%08X%08X".formatted(timeline, number / each, number % each);
            copy(place.resolve(name), "pg_wal/" + name);
        }
        try (Stream<Path> histories = Files.list(place)) {
            for (Path history :
                    histories.filter(it -> it.toString().endsWith(".history")).sorted().toList()) {
                copy(history, "pg_wal/" + history.getFileName());
            }
        }
    }

    private void copy(Path file, String path) throws IOException {
        try (FileWriter target = writer.file(path, MODE, 0)) {
            target.write(ByteBuffer.wrap(Files.readAllBytes(file)));
        }
    }
}

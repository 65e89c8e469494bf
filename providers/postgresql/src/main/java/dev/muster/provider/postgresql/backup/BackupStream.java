package dev.muster.provider.postgresql.backup;

import dev.muster.provider.BackupWriter;
import dev.muster.provider.BackupWriter.FileWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import dev.muster.provider.postgresql.replication.ReplicationConnection;
import dev.muster.provider.postgresql.replication.ReplicationConnection.Result;
import dev.muster.provider.postgresql.source.Cluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stream of one BASE_BACKUP: an archive for the data folder, one for each tablespace, and the
/// manifest.
///
/// From PostgreSQL 15 on one copy holds them all, each piece with a letter before it. Before, each
/// archive was a copy of its own, in the order of the tablespaces that were listed first, and the
/// manifest the last.
final class BackupStream {
    private static final int MODE = 0600;
    private static final String MANIFEST = "backup_manifest";

    private final BackupWriter writer;
    private final Progress progress;
    private final boolean lettered;
    private final PageFiles pages;
    private final Optional<Rebuilding> rebuilding;
    private @Nullable Archive archive;
    private @Nullable FileWriter manifest;
    private @Nullable ByteArrayOutputStream changedManifest;
    private boolean begun;

    /// @param before the page files of the backup before, where only what changed since is asked
    ///   for
    BackupStream(
            BackupWriter writer,
            Progress progress,
            Cluster cluster,
            Optional<Map<String, Long>> before) {
        this.writer = writer;
        this.progress = progress;
        this.lettered = cluster.major() >= 15;
        this.pages = new PageFiles(cluster.block());
        this.rebuilding = before.map(files -> new Rebuilding(writer, pages, files, progress));
    }

    /// Whether anything was written.
    boolean begun() {
        return begun;
    }

    List<Result> run(ReplicationConnection replication, String command, Operation operation)
            throws SQLException, IOException, InterruptedException {
        progress.stage("copying files");
        try {
            List<Result> results =
                    replication.run(
                            command,
                            new ReplicationConnection.Copied() {
                                @Override
                                public void begin(List<Result> before, int copy)
                                        throws IOException {
                                    beginCopy(before, copy);
                                }

                                @Override
                                public void take(ByteBuffer data) throws IOException {
                                    progress.advance(data.remaining());
                                    if (lettered) {
                                        letter(data);
                                    } else {
                                        content(data);
                                    }
                                }
                            },
                            operation::checkCancelled);
            endPart();
            return results;
        } finally {
            closeManifest();
        }
    }

    /// @param before the row sets that came first: the start, then the tablespaces
    private void beginCopy(List<Result> before, int copy) throws IOException {
        begun = true;
        List<List<Optional<String>>> tablespaces = before.getLast().rows();
        if (copy == 0) {
            progress.total(kilobytes(tablespaces) * 1024);
        }
        if (!lettered) {
            endPart();
            if (copy < tablespaces.size()) {
                beginArchive(tablespaces.get(copy).getFirst().orElse(""));
            } else {
                manifest = writer.file(MANIFEST, MODE, 0);
            }
        }
    }

    private static long kilobytes(List<List<Optional<String>>> tablespaces) {
        return tablespaces.stream().mapToLong(row -> Long.parseLong(row.get(2).orElse("0"))).sum();
    }

    private void letter(ByteBuffer data) throws IOException {
        byte letter = data.get();
        switch (letter) {
            case 'n' -> {
                endPart();
                String name = ReplicationConnection.text(data);
                beginArchive(name.equals("base.tar") ? "" : name.replace(".tar", ""));
            }
            case 'm' -> {
                endPart();
                if (rebuilding.isPresent()) {
                    changedManifest = new ByteArrayOutputStream();
                } else {
                    manifest = writer.file(MANIFEST, MODE, 0);
                }
            }
            case 'd' -> content(data);
            case 'p' -> {
                // the server's own progress: we count what arrives
            }
            default -> throw new IOException("a piece of unknown kind " + (char) letter);
        }
    }

    /// @param tablespace its oid; empty for the data folder itself
    private void beginArchive(String tablespace) {
        archive =
                new Archive(
                        writer,
                        tablespace.isEmpty() ? "" : "pg_tblspc/" + tablespace + "/",
                        pages,
                        rebuilding);
    }

    private void content(ByteBuffer data) throws IOException {
        FileWriter open = manifest;
        ByteArrayOutputStream held = changedManifest;
        Archive tar = archive;
        if (held != null) {
            byte[] copy = new byte[data.remaining()];
            data.get(copy);
            held.writeBytes(copy);
        } else if (open != null) {
            open.write(data);
        } else if (tar != null) {
            tar.take(data);
        } else {
            throw new IOException("content before the first archive");
        }
    }

    private void endPart() throws IOException {
        Archive tar = archive;
        archive = null;
        if (tar != null) {
            tar.end();
        }
        ByteArrayOutputStream held = changedManifest;
        changedManifest = null;
        if (held != null) {
            byte[] whole = Manifest.rebuilt(held.toByteArray(), rebuilding.orElseThrow().rebuilt());
            try (FileWriter file = writer.file(MANIFEST, MODE, 0)) {
                file.write(ByteBuffer.wrap(whole));
            }
        }
        closeManifest();
    }

    private void closeManifest() {
        FileWriter open = manifest;
        manifest = null;
        if (open != null) {
            open.close();
        }
    }
}

package dev.muster.provider.postgresql.backup;

import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Sql;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The data folder of a running server, where it lies on this very host and may be read.
///
/// That a folder of that name is here proves nothing: this may be another host, or a container. The
/// lock file in it must name a process that lives, and the moment at which the server that answers
/// says that it started; the control file must have its system identifier.
///
/// @param major of the server
record NearFolder(Path data, int major) {
    private static final int LOCK_DATA = 1;
    private static final int LOCK_START = 2;

    /// @param system the system identifier that the server has
    static Optional<NearFolder> find(Sql sql, Cluster cluster, String system) {
        if (cluster.inRecovery() || !mayStart(sql, cluster)) {
            return Optional.empty();
        }
        // absent for a role that may not see it
        return sql.rows("select setting from pg_settings where name = 'data_directory'").stream()
                .flatMap(row -> row.optional(0).stream())
                .map(Path::of)
                .filter(data -> isServers(sql, data, system))
                .map(data -> new NearFolder(data, cluster.major()))
                .findFirst();
    }

    private static boolean mayStart(Sql sql, Cluster cluster) {
        String functions =
                cluster.major() < 15
                        ? "has_function_privilege('pg_start_backup(text,boolean,boolean)', 'EXECUTE')"
                                + " and has_function_privilege('pg_stop_backup(boolean,boolean)',"
                                + " 'EXECUTE')"
                        : "has_function_privilege('pg_backup_start(text,boolean)', 'EXECUTE') and"
                                + " has_function_privilege('pg_backup_stop(boolean)', 'EXECUTE')";
        return sql.row("select " + functions).isTrue(0);
    }

    private static boolean isServers(Sql sql, Path data, String system) {
        try {
            List<String> lock = Files.readAllLines(data.resolve("postmaster.pid"));
            String started =
                    sql.value("select extract(epoch from pg_postmaster_start_time())::int8");
            boolean alive = ProcessHandle.of(Long.parseLong(lock.getFirst().strip())).isPresent();
            // the lock file is written a moment before the server notes its start
            long apart = Long.parseLong(lock.get(LOCK_START).strip()) - Long.parseLong(started);
            return alive
                    && Math.abs(apart) <= 1
                    && Path.of(lock.get(LOCK_DATA).strip()).equals(data)
                    && system(data).equals(system)
                    && Files.isReadable(data.resolve("base"));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException elsewhere) {
            return false;
        }
    }

    private static String system(Path data) throws IOException {
        byte[] control = Files.readAllBytes(data.resolve(ClusterFiles.CONTROL));
        return Long.toUnsignedString(
                ByteBuffer.wrap(control).order(ByteOrder.nativeOrder()).getLong());
    }

    String startCommand() {
        return major < 15
                ? "select pg_start_backup('muster', true, false)"
                : "select pg_backup_start('muster', true)";
    }

    /// Does not wait until the log is archived: the backup holds it.
    String stopCommand() {
        return "select lsn, labelfile, spcmapfile, pg_walfile_name(lsn) from "
                + (major < 15 ? "pg_stop_backup(false, false)" : "pg_backup_stop(false)");
    }
}

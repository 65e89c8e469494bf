package dev.muster.provider.postgresql.backup;

import dev.muster.processes.TolerantVisitor;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of a data folder belongs into a backup: all but what a server makes anew, what must not be
/// restored, and what is of one run of the server only. The list is that of PostgreSQL's own
/// backups (`basebackup.c`).
///
/// @param folders relative to the data folder, each before what is in it
/// @param files the same, but for the control file
record ClusterFiles(List<String> folders, List<String> files) {
    static final String CONTROL = "global/pg_control";

    /// Folders that are restored empty.
    private static final Set<String> EMPTY =
            Set.of(
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_replslot",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans",
                    "pg_wal/archive_status",
                    "pg_wal/summaries");

    private static final Pattern LEFT_OUT =
            Pattern.compile(
                    "(.*/)?pgsql_tmp.*|(.*/)?pg_internal\\.init.*|postgresql\\.auto\\.conf\\.tmp"
                            + "|current_logfiles\\.tmp|backup_label(\\.old)?|tablespace_map(\\.old)?"
                            + "|backup_manifest|postmaster\\.(pid|opts)|pg_wal/[^/]*|"
                            + CONTROL);
    private static final Pattern TABLESPACE = Pattern.compile("pg_tblspc/[^/]+");
    private static final Pattern TEMPORARY =
            Pattern.compile(".*/t\\d+_\\d+(_(fsm|vm|init))?(\\.\\d+)?");
    private static final Pattern INIT = Pattern.compile("(.*/\\d+)_init(\\.\\d+)?");
    private static final Pattern FORK = Pattern.compile("(.*/\\d+)(_(fsm|vm))?(\\.\\d+)?");

    ClusterFiles {
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }

    /// @param major of the server: a tablespace may hold folders of others
    static ClusterFiles of(Path data, int major) throws IOException {
        Pattern others = Pattern.compile("pg_tblspc/[^/]+/(?!PG_" + major + "_)[^/]+");
        List<String> folders = new ArrayList<>();
        List<String> files = new ArrayList<>();
        Files.walkFileTree(
                data,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                // a table may be dropped since its folder was listed, and a database
                new TolerantVisitor() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        String path = data.relativize(folder).toString();
                        if (path.isEmpty()) {
                            return FileVisitResult.CONTINUE;
                        }
                        boolean empty = EMPTY.contains(path);
                        if ((LEFT_OUT.matcher(path).matches() && !empty)
                                || others.matcher(path).matches()) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        // that one is a link to the tablespace's place
                        if (!TABLESPACE.matcher(path).matches()) {
                            folders.add(path);
                        }
                        return empty ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String path = data.relativize(file).toString();
                        if (attributes.isRegularFile()
                                && !LEFT_OUT.matcher(path).matches()
                                && !TEMPORARY.matcher(path).matches()) {
                            files.add(path);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new ClusterFiles(folders, withoutUnlogged(files));
    }

    /// Of an unlogged table only the empty form is kept, from which a server makes it anew.
    private static List<String> withoutUnlogged(List<String> files) {
        Set<String> unlogged = new HashSet<>();
        for (String path : files) {
            Matcher init = INIT.matcher(path);
            if (init.matches()) {
                unlogged.add(init.group(1));
            }
        }
        return files.stream()
                .filter(path -> {
                    Matcher fork = FORK.matcher(path);
                    return !fork.matches() || !unlogged.contains(fork.group(1));
                })
                .sorted()
                .toList();
    }

    /// The permission bits of a path.
    static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0777;
    }
}

package dev.muster.provider.postgresql.backup;

import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.source.Sql;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tables and indexes that were cut to a shorter length in some stretch of the log, as the
/// server's summaries of it say.
///
/// A server puts its summaries together in any order. Where a table was cut in one and grew again
/// in a later one, it can forget the pages of the later one, and then does not send them: seen with
/// PostgreSQL 17.7, whose summaries themselves were right. So the files of such tables must not be
/// sent by their changes. One that was cut to nothing is sent whole by the server itself.
final class CutTables {
    /// After all that any server has written.
    static final long NOW = -1;

    private static final Pattern FILE = Pattern.compile(".*/(\\d+)(?:_[a-z]+)?(?:\\.\\d+)?");

    private CutTables() {}

    /// @param from where the stretch begins
    /// @param to where it ends
    /// @return the numbers in the names of their files
    static Set<String> between(Sql sql, int timeline, long from, long to) throws SQLException {
        Set<String> cut = new TreeSet<>();
        sql.ask(
                        "select distinct c.relfilenode::text from pg_available_wal_summaries() s,"
                                + " pg_wal_summary_contents(s.tli, s.start_lsn, s.end_lsn) c where"
                                + " s.tli = ?::int8 and s.end_lsn > ?::pg_lsn and s.start_lsn <"
                                + " ?::pg_lsn and c.is_limit_block and c.relblocknumber > 0",
                        Integer.toString(timeline),
                        Lsn.text(from),
                        Lsn.text(to))
                .forEach(row -> cut.add(row.text(0)));
        return cut;
    }

    /// Whether a file is one of theirs, or of another that has the same number elsewhere.
    static boolean hold(Set<String> cut, String path) {
        Matcher file = FILE.matcher(path);
        return file.matches() && cut.contains(file.group(1));
    }
}

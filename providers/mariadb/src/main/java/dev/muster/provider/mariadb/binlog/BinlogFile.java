package dev.muster.provider.mariadb.binlog;

import dev.muster.model.LogPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One file of a server's binary log: a line of the captured log, with offsets as in the file.
///
/// Names repeat: after `RESET MASTER`, and on every other server. So a line has the file's identity
/// beside its name, made from what stands at its beginning.
///
/// @param name as the server has it, such as `mariadb-bin.000007`
/// @param identity of its format description
public record BinlogFile(String name, String identity) {
    private static final Pattern LINE = Pattern.compile("([^@/.][^@/]*\\.[0-9]+)@([0-9a-f]{16})");

    public BinlogFile {
        if (!LINE.matcher(name + "@" + identity).matches()) {
            throw new IllegalArgumentException("not a binary log: " + name + "@" + identity);
        }
    }

    /// Empty for a line that is no file of a binary log.
    public static Optional<BinlogFile> of(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new BinlogFile(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    public String line() {
        return name + "@" + identity;
    }

    public LogPosition at(long offset) {
        return new LogPosition(line(), offset);
    }

    @Override
    public String toString() {
        return name;
    }
}

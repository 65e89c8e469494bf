package dev.muster.provider.mariadb.binlog;

import dev.muster.model.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was seen when a server went over from one file of its log to the next; kept beside the
/// captured log, since names alone do not tell which file follows which.
///
/// @param end where the file before ended
public record Predecessor(LogPosition end) {
    private static final String ENDING = ".before";
    private static final Pattern TEXT = Pattern.compile("line=(.+)\nend=([0-9]{1,19})\n");

    /// The name under which it is kept.
    public static String nameOf(BinlogFile file) {
        return file.line() + ENDING;
    }

    /// The line whose name this is; not one of a file for other names.
    public static String fileOf(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
    }

    public static Optional<Predecessor> parse(byte[] content) {
        Matcher matcher = TEXT.matcher(new String(content, StandardCharsets.UTF_8));
        return matcher.matches()
                ? BinlogFile.of(matcher.group(1))
                        .map(file -> new Predecessor(file.at(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }

    public byte[] content() {
        return ("line=" + end.line() + "\nend=" + end.offset() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}

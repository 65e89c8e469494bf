package dev.muster.processes;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known of a process that was started.
///
/// @param name unique in its roll; a DNS label
/// @param identity which one
/// @param mark is in its environment, as [#MARK_VARIABLE], and so in that of its children; unique
/// @param token of the operation that started it
/// @param log where its output goes
public record ProcessRecord(
        String name, ProcessIdentity identity, String mark, String token, Path log) {
    /// The environment variable that carries the mark.
    public static final String MARK_VARIABLE = "MUSTER_PROCESS";

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final Pattern MARK = Pattern.compile("[0-9a-f]{32}");

    public ProcessRecord {
        if (!MARK.matcher(mark).matches()) {
            throw new IllegalArgumentException("a mark is 32 hex digits, not '" + mark + "'");
        }
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /// One line a value, `key=value`, with `\n` and `\\` for a line feed and a backslash.
    String text() {
        Map<String, String> values = new TreeMap<>();
        values.put("name", name);
        values.put("pid", Long.toString(identity.pid()));
        values.put("start", identity.start());
        values.put("mark", mark);
        values.put("token", token);
        values.put("log", log.toString());
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) ->
                text.append(key)
                        .append('=')
                        .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
                        .append('\n'));
        return text.toString();
    }

    /// @throws IllegalArgumentException if the text is no record
    static ProcessRecord parse(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), unescape(line.substring(equals + 1)));
            }
        }
        return new ProcessRecord(
                value(values, "name"),
                new ProcessIdentity(Long.parseLong(value(values, "pid")), value(values, "start")),
                value(values, "mark"),
                value(values, "token"),
                Path.of(value(values, "log")));
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : "\\"));
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }
}

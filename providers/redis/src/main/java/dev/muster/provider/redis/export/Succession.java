package dev.muster.provider.redis.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// That a replication id took over from another: as after a failover, when offsets go on.
///
/// @param line the id that took over
/// @param before the one that it took over from
/// @param at the offset from which on the capture took the new one's bytes
public record Succession(String line, String before, long at) {
    private static final String ENDING = ".after";
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{40}) ([0-9]{1,19})\n");

    /// The name that it is kept under, beside the captured stream.
    public String name() {
        return line + ENDING;
    }

    public byte[] content() {
        return (before + " " + at + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static List<Succession> all(Map<String, byte[]> histories) {
        return histories.entrySet().stream()
                .flatMap(entry -> read(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private static Optional<Succession> read(String name, byte[] content) {
        Matcher text = TEXT.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!name.endsWith(ENDING) || !text.matches()) {
            return Optional.empty();
        }
        String line = name.substring(0, name.length() - ENDING.length());
        return Optional.of(new Succession(line, text.group(1), Long.parseLong(text.group(2))));
    }
}

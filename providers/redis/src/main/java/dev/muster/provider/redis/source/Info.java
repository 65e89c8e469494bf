package dev.muster.provider.redis.source;

import dev.muster.model.LogPosition;
import dev.muster.provider.redis.export.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a server says of itself, in the words of `INFO`.
public record Info(Map<String, String> values) {
    public Info {
        values = Map.copyOf(values);
    }

    static Info parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.split("\r?\n")) {
            int colon = line.indexOf(':');
            // one name comes more than once: module, one line for each
            if (colon > 0 && !line.startsWith("#")) {
                values.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new Info(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// 0 where it says nothing of it.
    public long number(String name) {
        return value(name)
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    public boolean is(String name, String wanted) {
        return value(name).filter(wanted::equals).isPresent();
    }

    /// Empty where this is no server of a kind that we know.
    public Optional<Version> version() {
        return value("valkey_version")
                .flatMap(text -> Version.parse(true, text))
                .or(() -> value("redis_version").flatMap(text -> Version.parse(false, text)));
    }

    public boolean isPrimary() {
        return is("role", "master");
    }

    /// The end of the replication stream.
    public Optional<LogPosition> end() {
        return value("master_replid")
                .filter(id -> id.matches("[0-9a-f]{40}"))
                .map(id -> new LogPosition(id, number("master_repl_offset")));
    }

    /// The oldest place of the stream that the server still has; empty where it keeps none.
    public Optional<LogPosition> oldest() {
        if (number("repl_backlog_active") != 1) {
            return Optional.empty();
        }
        return end().map(end ->
                new LogPosition(end.line(), number("repl_backlog_first_byte_offset") - 1));
    }

    /// Whether the server can go on sending from a place: one of its own line, or of the line that
    /// it took over from, up to where it did.
    public boolean keeps(LogPosition place) {
        Optional<LogPosition> oldest = oldest();
        if (oldest.isEmpty()) {
            return false;
        }
        boolean within =
                place.offset() >= oldest.get().offset()
                        && place.offset() <= number("master_repl_offset");
        boolean own = place.line().equals(oldest.get().line());
        boolean inherited =
                is("master_replid2", place.line()) && place.offset() < number("second_repl_offset");
        return within && (own || inherited);
    }

    /// How many keys all databases hold.
    public long keys() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().matches("db[0-9]+"))
                .mapToLong(entry -> keys(entry.getValue()))
                .sum();
    }

    private static long keys(String text) {
        String number = text.replaceFirst("keys=([0-9]{1,18}),.*", "$1");
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /// How many receivers go by a name.
    public long receivers(String name) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().matches("slave[0-9]+"))
                .filter(entry -> entry.getValue().startsWith("ip=" + name + ","))
                .count();
    }
}

package dev.muster.provider.mariadb.binlog;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A transaction in MariaDB's own numbering.
public record Gtid(long domain, long server, long sequence) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,10})-([0-9]{1,10})-([0-9]{1,18})");

    public static Optional<Gtid> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new Gtid(
                                Long.parseLong(matcher.group(1)),
                                Long.parseLong(matcher.group(2)),
                                Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /// A position: the last transaction of each domain, as `0-1-5,1-1-7`.
    public static Map<Long, Gtid> position(String text) {
        Map<Long, Gtid> last = new TreeMap<>();
        for (String part : text.replace("\n", "").split(",", -1)) {
            parse(part).ifPresent(gtid -> last.put(gtid.domain(), gtid));
        }
        return last;
    }

    public static String text(Map<Long, Gtid> position) {
        return new TreeMap<>(position)
                .values().stream().map(Gtid::toString).collect(Collectors.joining(","));
    }

    /// Whether a position has all that another has.
    public static boolean reaches(Map<Long, Gtid> position, Map<Long, Gtid> other) {
        return other.values().stream()
                .allMatch(gtid -> {
                    Gtid here = position.get(gtid.domain());
                    return here != null && here.sequence() >= gtid.sequence();
                });
    }

    @Override
    public String toString() {
        return domain + "-" + server + "-" + sequence;
    }
}

package dev.muster.provider.redis.export;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of a server.
///
/// Valkey counts on from Redis 7.2, which it grew out of: what one of them wrote, a newer number of
/// either reads, up to Redis 7.2 and from there on within each.
///
/// @param valkey whether it is Valkey
public record Version(boolean valkey, int major, int minor, int patch)
        implements Comparable<Version> {
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\.([0-9]{1,4})");
    private static final Pattern BANNER = Pattern.compile("(Redis|Valkey) server v=(\\S+)");

    /// Reads `7.0.15`.
    public static Optional<Version> parse(boolean valkey, String text) {
        Matcher numbers = TEXT.matcher(text);
        if (!numbers.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(
                new Version(
                        valkey,
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)),
                        Integer.parseInt(numbers.group(3))));
    }

    /// Reads what `redis-server --version` prints.
    public static Optional<Version> ofBanner(String printed) {
        Matcher banner = BANNER.matcher(printed);
        return banner.find()
                ? parse(banner.group(1).equals("Valkey"), banner.group(2))
                : Optional.empty();
    }

    public String product() {
        return valkey ? "Valkey" : "Redis";
    }

    public String number() {
        return major + "." + minor + "." + patch;
    }

    public boolean isKnown() {
        return valkey
                ? (major == 7 && minor >= 2) || major == 8
                : (major == 6 && minor >= 2) || major == 7;
    }

    /// Whether the append-only file is a folder.
    public boolean isMultiPart() {
        return major >= 7;
    }

    /// Whether a server of this version loads what one of the other wrote.
    public boolean loads(Version written) {
        if (valkey != written.valkey) {
            boolean common = written.major < 7 || (written.major == 7 && written.minor <= 2);
            return common && compareTo(written) >= 0;
        }
        return major > written.major || (major == written.major && minor >= written.minor);
    }

    @Override
    public int compareTo(Version other) {
        int first = Integer.compare(major, other.major);
        int second = first != 0 ? first : Integer.compare(minor, other.minor);
        return second != 0 ? second : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return product() + " " + number();
    }
}

package dev.muster.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a copy of a vault lies, as it is written in a strategy and handed to a recovery on another
/// machine. It holds no credentials.
///
/// Three forms: `file:///absolute/path`; `s3://bucket/prefix` with parameters such as
/// `?region=eu-west-1&endpoint=https://minio.example.com:9000`; and
/// `muster://host:port?pin=sha256:...` for a folder that `muster vault serve` gives out.
public sealed interface VaultUrl {
    /// What was written.
    String text();

    /// Reads an address.
    ///
    /// @throws IllegalArgumentException with a message for people if it is none; empty where the
    ///   form as a whole is unknown
    static VaultUrl parse(String text) {
        if (text.startsWith("s3:")) {
            return BucketReader.read(text);
        }
        if (text.startsWith("muster:")) {
            return Door.read(text);
        }
        if (!Folder.FORM.matcher(text).matches() || (text + "/").contains("/../")) {
            throw new IllegalArgumentException("");
        }
        return new Folder(text);
    }

    /// A folder of this machine, or mounted there.
    record Folder(String text) implements VaultUrl {
        private static final Pattern FORM = Pattern.compile("file:///[^/\\s?#][^\\s?#]*");
    }

    /// A folder behind a server that lets nobody change what is stored.
    ///
    /// @param pin the SHA-256 of the server's certificate, hex: no other one is talked to
    record Door(String text, String host, int port, String pin) implements VaultUrl {
        private static final Pattern FORM =
                Pattern.compile(
                        "muster://(?<host>[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])"
                                + ":(?<port>[0-9]{1,5})/?(\\?(?<query>\\S*))?");
        private static final Pattern PIN = Pattern.compile("pin=sha256:([0-9a-f]{64})");
        private static final int LAST_PORT = 65_535;

        private static Door read(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "a door is like muster://host:port?pin=sha256:...");
            }
            Matcher pin = PIN.matcher(Optional.ofNullable(parts.group("query")).orElse(""));
            if (!pin.matches()) {
                throw new IllegalArgumentException(
                        "after the ? stands pin=sha256: and the 64 hex digits that `muster vault"
                                + " serve` printed");
            }
            int port = Integer.parseInt(parts.group("port"));
            if (port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("a port is 1 to " + LAST_PORT + ", not " + port);
            }
            return new Door(text, parts.group("host"), port, pin.group(1));
        }
    }

    /// A part of a bucket of S3-compatible storage.
    ///
    /// @param prefix what all names begin with: empty, or ends in `/`
    /// @param region the storage's own name of its region; empty where the environment says it
    /// @param endpoint of storage other than AWS
    /// @param profile the section of the AWS configuration files that has the credentials
    /// @param lock how long each object is kept from being deleted, where the bucket has Object
    ///   Lock; empty for no lock
    record Bucket(
            String text,
            String bucket,
            String prefix,
            Optional<String> region,
            Optional<URI> endpoint,
            Optional<String> profile,
            Optional<Duration> lock)
            implements VaultUrl {}

    /// Reads the second form.
    final class BucketReader {
        private static final Pattern FORM =
                Pattern.compile(
                        "s3://(?<bucket>[^/?#\\s]+)(/(?<prefix>[^?#\\s]*))?(\\?(?<query>\\S*))?");
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
        private static final Pattern PREFIX =
                Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?");
        private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,63}");
        private static final int PREFIX_LIMIT = 100;
        private static final List<String> KEYS = List.of("region", "endpoint", "profile", "lock");

        private BucketReader() {}

        private static Bucket read(String text) {
            Matcher parts = FORM.matcher(text);
            require(parts.matches(), "");
            String bucket = parts.group("bucket");
            require(
                    BUCKET.matcher(bucket).matches(),
                    "a bucket's name is 3 to 63 lower-case letters, digits, dots and hyphens");
            String prefix = Optional.ofNullable(parts.group("prefix")).orElse("");
            prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
            require(
                    PREFIX.matcher(prefix).matches() && prefix.length() <= PREFIX_LIMIT,
                    "what follows the bucket is at most 100 letters, digits, . _ - and /");
            Map<String, String> settings =
                    settings(Optional.ofNullable(parts.group("query")).orElse(""));
            return new Bucket(
                    text,
                    bucket,
                    prefix.isEmpty() ? "" : prefix + "/",
                    word(settings, "region"),
                    Optional.ofNullable(settings.get("endpoint")).map(BucketReader::endpoint),
                    word(settings, "profile"),
                    Optional.ofNullable(settings.get("lock")).map(BucketReader::lock));
        }

        private static Map<String, String> settings(String query) {
            Map<String, String> settings = new LinkedHashMap<>();
            for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
                int at = each.indexOf('=');
                String key = at < 0 ? each : each.substring(0, at);
                require(
                        at > 0 && KEYS.contains(key),
                        "after the ? stand region=, endpoint=, profile= and lock=, parted by &");
                String before = settings.put(key, each.substring(at + 1));
                require(before == null, key + " is given twice");
            }
            return settings;
        }

        private static Optional<String> word(Map<String, String> settings, String key) {
            Optional<String> word = Optional.ofNullable(settings.get(key));
            require(
                    word.isEmpty() || WORD.matcher(word.get()).matches(),
                    key + " is letters, digits, . _ and -");
            return word;
        }

        private static URI endpoint(String text) {
            String what = "endpoint is like https://minio.example.com:9000, without a path";
            try {
                URI uri = new URI(text);
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                require(uri.getUserInfo() == null, "credentials never stand in an address");
                boolean bare = uri.getPath() == null || uri.getPath().length() <= 1;
                require(web && uri.getHost() != null && bare && uri.getQuery() == null, what);
                return uri;
            } catch (URISyntaxException broken) {
                throw new IllegalArgumentException(what, broken);
            }
        }

        private static Duration lock(String text) {
            Optional<Duration> lock = Durations.parse(text);
            require(
                    lock.isPresent() && lock.get().compareTo(Duration.ofDays(1)) >= 0,
                    "lock is one day or more, like 30d");
            return lock.orElseThrow();
        }

        private static void require(boolean met, String why) {
            if (!met) {
                throw new IllegalArgumentException(why);
            }
        }
    }
}

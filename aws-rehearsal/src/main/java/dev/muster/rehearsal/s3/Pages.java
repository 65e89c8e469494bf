package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.wire.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// What one page of a listing shows: keys in order, and in place of those that share a beginning up
/// to the delimiter, that beginning.
///
/// @param last what the page ended with; what comes after it is on the next one
record Pages(
        List<Version> versions,
        List<String> prefixes,
        boolean truncated,
        String last,
        String lastVersion) {
    static final int MOST = 1000;

    /// @param after a key, or a beginning, behind which the page starts
    /// @param afterVersion of that key; empty for behind all of its versions
    /// @param all whether all versions are shown, or of each key the current one that is no marker
    record Asked(
            String prefix,
            String delimiter,
            int most,
            String after,
            String afterVersion,
            boolean all) {}

    static int most(@Nullable Integer asked) {
        if (asked != null && asked < 0) {
            throw Refusal.of(
                    400,
                    "InvalidArgument",
                    "Argument maxKeys must be an integer between 0 and 2147483647");
        }
        return asked == null ? MOST : Math.min(asked, MOST);
    }

    static Pages of(NavigableMap<String, List<Version>> keys, Asked asked) {
        return new Walk(asked).over(keys);
    }

    /// Collects a page.
    private static final class Walk {
        private final Asked asked;
        private final List<Version> versions = new ArrayList<>();
        private final List<String> prefixes = new ArrayList<>();
        private String last = "";
        private String lastVersion = "";
        private String rolled;

        Walk(Asked asked) {
            this.asked = asked;
            // a page that ended with a beginning does not show it again
            boolean afterPrefix =
                    !asked.delimiter().isEmpty() && asked.after().endsWith(asked.delimiter());
            rolled = afterPrefix ? asked.after() : "";
        }

        Pages over(NavigableMap<String, List<Version>> keys) {
            boolean inKey = !asked.afterVersion().isEmpty();
            String from =
                    asked.after().compareTo(asked.prefix()) < 0 ? asked.prefix() : asked.after();
            boolean inclusive = inKey || asked.after().isEmpty() || !from.equals(asked.after());
            for (Map.Entry<String, List<Version>> entry :
                    keys.tailMap(from, inclusive).entrySet()) {
                String key = entry.getKey();
                if (!key.startsWith(asked.prefix())) {
                    break;
                }
                if (!add(key, entry.getValue())) {
                    return new Pages(versions, prefixes, true, last, lastVersion);
                }
            }
            return new Pages(versions, prefixes, false, "", "");
        }

        private boolean isFull() {
            return versions.size() + prefixes.size() >= asked.most();
        }

        /// False where the page is full before all of the key is on it.
        private boolean add(String key, List<Version> all) {
            String beginning = beginning(key);
            if (!beginning.isEmpty()) {
                boolean shows = asked.all() || !all.getFirst().marker();
                if (beginning.equals(rolled) || !shows) {
                    return true;
                }
                if (isFull()) {
                    return false;
                }
                rolled = beginning;
                prefixes.add(beginning);
                last = beginning;
                lastVersion = "";
                return true;
            }
            for (Version version : shown(key, all)) {
                if (isFull()) {
                    return false;
                }
                versions.add(version);
                last = key;
                lastVersion = version.id();
            }
            return true;
        }

        private String beginning(String key) {
            if (asked.delimiter().isEmpty()) {
                return "";
            }
            int end = key.indexOf(asked.delimiter(), asked.prefix().length());
            return end < 0 ? "" : key.substring(0, end + asked.delimiter().length());
        }

        private List<Version> shown(String key, List<Version> all) {
            if (!asked.all()) {
                return all.getFirst().marker() ? List.of() : List.of(all.getFirst());
            }
            if (!key.equals(asked.after()) || asked.afterVersion().isEmpty()) {
                return List.copyOf(all);
            }
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).id().equals(asked.afterVersion())) {
                    return List.copyOf(all.subList(i + 1, all.size()));
                }
            }
            return List.of();
        }
    }

    /// XML cannot carry all keys; clients therefore ask for encoded ones.
    static @Nullable String encoded(@Nullable String text, @Nullable String encoding) {
        if (text == null || encoding == null) {
            return text;
        }
        if (!encoding.equals("url")) {
            throw Refusal.of(
                    400, "InvalidArgument", "Invalid Encoding Method specified in Request");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}

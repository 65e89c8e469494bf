package dev.muster.rehearsal.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The head of a request as it came over the wire.
///
/// @param path still encoded, as signatures cover it
/// @param headers by their names in lower case
public record WireRequest(
        String method, String path, Query query, Map<String, List<String>> headers) {
    public WireRequest {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach(
                (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = lower;
    }

    public @Nullable String header(String name) {
        List<String> found = headers.get(name.toLowerCase(Locale.ROOT));
        return found == null || found.isEmpty() ? null : String.join(",", found);
    }

    public String header(String name, String otherwise) {
        String found = header(name);
        return found == null ? otherwise : found;
    }

    /// A plus stays a plus in a path.
    static String decodePath(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// The bucket that a request to S3 names, by host or by path; empty where it names none.
    String bucket() {
        String host = hostBucket();
        if (!host.isEmpty()) {
            return host;
        }
        int end = path.indexOf('/', 1);
        return decodePath(end < 0 ? path.substring(1) : path.substring(1, end));
    }

    /// The key that a request to S3 names; empty where it names none.
    String key() {
        if (!hostBucket().isEmpty()) {
            return decodePath(path.substring(1));
        }
        int end = path.indexOf('/', 1);
        return end < 0 ? "" : decodePath(path.substring(end + 1));
    }

    private String hostBucket() {
        String host = header("host", "");
        int port = host.lastIndexOf(':');
        String name = port < 0 ? host : host.substring(0, port);
        if (!name.endsWith(".localhost")) {
            return "";
        }
        String before = name.substring(0, name.length() - ".localhost".length());
        return before.equals("s3") ? "" : before.replaceFirst("\\.s3$", "");
    }
}

package dev.muster.provider.postgresql.backup;

import dev.muster.provider.postgresql.kind.Lsn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// PostgreSQL's manifest of a backup, as text: one file a line, a checksum over all lines at its
/// end.
final class Manifest {
    private static final Pattern FILE =
            Pattern.compile(
                    "(\\{ \"Path\": \")([^\"]+)(\", \"Size\": )(\\d+)"
                            + "(, \"Last-Modified\": \"[^\"]*\")(, \"Checksum-Algorithm\":.*)?( \\},?)");
    private static final String CHECKSUM = "\"Manifest-Checksum\"";

    private Manifest() {}

    /// A backup as far as a server asks for it that is to send what changed since: which files it
    /// had, and with which log it is consistent.
    static byte[] of(String system, int timeline, long start, long end, Map<String, Long> files) {
        String lines =
                new TreeMap<>(files)
                        .entrySet().stream()
                                .map(file ->
                                        "{ \"Path\": \""
                                                + file.getKey()
                                                + "\", \"Size\": "
                                                + file.getValue()
                                                + ", \"Last-Modified\": \"1970-01-01 00:00:00 GMT\" }")
                                .collect(Collectors.joining(",\n"));
        String body =
                """
                { "PostgreSQL-Backup-Manifest-Version": 2,
                "System-Identifier": %s,
                "Files": [
                %s
                ],
                "WAL-Ranges": [
                { "Timeline": %d, "Start-LSN": "%s", "End-LSN": "%s" }
                ],
                """
                        .formatted(system, lines, timeline, Lsn.text(start), Lsn.text(end));
        return sealed(body);
    }

    /// The manifest of a backup of which some files were made whole: those have other sizes, and no
    /// checksums, which nobody computed.
    ///
    /// @param rebuilt by path, their sizes
    static byte[] rebuilt(byte[] manifest, Map<String, Long> rebuilt) {
        String body =
                new String(manifest, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith(CHECKSUM))
                        .map(line -> line(line, rebuilt) + "\n")
                        .collect(Collectors.joining());
        return sealed(body);
    }

    private static String line(String line, Map<String, Long> rebuilt) {
        Matcher file = FILE.matcher(line);
        if (!file.matches()) {
            return line;
        }
        String path = Rebuilding.whole(file.group(2));
        Long size = rebuilt.get(path);
        return size == null
                ? line
                : file.group(1) + path + file.group(3) + size + file.group(5) + file.group(7);
    }

    private static byte[] sealed(String body) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(body.getBytes(StandardCharsets.UTF_8));
            String text = body + CHECKSUM + ": \"" + HexFormat.of().formatHex(hash) + "\"}\n";
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException gone) {
            throw new IllegalStateException("every Java has SHA-256", gone);
        }
    }
}

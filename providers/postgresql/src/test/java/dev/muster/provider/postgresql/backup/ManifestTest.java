package dev.muster.provider.postgresql.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    /// As PostgreSQL 18 writes it for a backup of changes.
    private static final String SENT =
            """
            { "PostgreSQL-Backup-Manifest-Version": 2,
            "System-Identifier": 7412345678901234567,
            "Files": [
            { "Path": "backup_label", "Size": 280, "Last-Modified": "2026-11-26 16:00:00 GMT", "Checksum-Algorithm": "CRC32C", "Checksum": "aa11bb22" },
            { "Path": "base/5/INCREMENTAL.16384", "Size": 8204, "Last-Modified": "2026-11-26 16:00:00 GMT", "Checksum-Algorithm": "CRC32C", "Checksum": "00000000" },
            { "Path": "global/pg_control", "Size": 8192, "Last-Modified": "2026-11-26 16:00:00 GMT", "Checksum-Algorithm": "CRC32C", "Checksum": "11111111" }
            ],
            "WAL-Ranges": [
            { "Timeline": 1, "Start-LSN": "0/2000028", "End-LSN": "0/2000120" }
            ],
            "Manifest-Checksum": "0000"}
            """;

    @Test
    void whatWasMadeWholeHasItsOwnNameAndSizeAndNoChecksum() throws Exception {
        byte[] bytes =
                Manifest.rebuilt(
                        SENT.getBytes(StandardCharsets.UTF_8),
                        Map.of("backup_label", 220L, "base/5/16384", 81920L));
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text)
                .contains(
                        "{ \"Path\": \"backup_label\", \"Size\": 220, \"Last-Modified\":"
                                + " \"2026-11-26 16:00:00 GMT\" },\n"
                                + "{ \"Path\": \"base/5/16384\", \"Size\": 81920, \"Last-Modified\":"
                                + " \"2026-11-26 16:00:00 GMT\" },\n"
                                + "{ \"Path\": \"global/pg_control\", \"Size\": 8192,")
                .contains("\"Checksum\": \"11111111\" }\n]")
                .doesNotContain("INCREMENTAL");
        assertSealed(text);
    }

    @Test
    void aServerIsToldOfEveryFileAndTheLog() throws Exception {
        String text =
                new String(
                        Manifest.of(
                                "77", 3, 0x1_0200_0028L, 0x1_0200_0120L, Map.of("base/5/1", 8192L)),
                        StandardCharsets.UTF_8);
        assertThat(text)
                .contains("\"System-Identifier\": 77,")
                .contains("{ \"Path\": \"base/5/1\", \"Size\": 8192,")
                .contains(
                        "{ \"Timeline\": 3, \"Start-LSN\": \"1/2000028\", \"End-LSN\":"
                                + " \"1/2000120\" }");
        assertSealed(text);
    }

    private static void assertSealed(String text) throws Exception {
        int last = text.indexOf("\"Manifest-Checksum\"");
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(text.substring(0, last).getBytes(StandardCharsets.UTF_8));
        assertThat(text.substring(last))
                .isEqualTo("\"Manifest-Checksum\": \"" + HexFormat.of().formatHex(hash) + "\"}\n");
    }
}

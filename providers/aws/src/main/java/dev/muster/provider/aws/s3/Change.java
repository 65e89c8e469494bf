package dev.muster.provider.aws.s3;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// One thing that a restore does, as a line of its manifest.
sealed interface Change {
    String key();

    /// Makes a version the newest one.
    record Copy(String key, String version, long size, String etag, String storage, Instant since)
            implements Change {}

    /// Puts a delete marker on what was not there.
    record Hide(String key) implements Change {}

    /// Tells of a version that lies in an archive and cannot be copied.
    record Archived(String key, String version, String storage) implements Change {}

    /// How many bytes it writes.
    default long bytes() {
        return this instanceof Copy copy ? copy.size() : 0;
    }

    /// Without a line end.
    default String line() {
        return switch (this) {
            case Copy copy ->
                    String.join(
                            "\t",
                            "copy",
                            written(copy.key()),
                            written(copy.version()),
                            Long.toString(copy.size()),
                            written(copy.etag()),
                            copy.storage(),
                            copy.since().toString());
            case Hide hide -> "hide\t" + written(hide.key());
            case Archived archived ->
                    String.join(
                            "\t",
                            "archived",
                            written(archived.key()),
                            written(archived.version()),
                            archived.storage());
        };
    }

    /// @throws IllegalArgumentException if it is no such line
    static Change parse(String line) {
        String[] words = line.split("\t", -1);
        try {
            return switch (words[0]) {
                case "copy" ->
                        new Copy(
                                read(words[1]),
                                read(words[2]),
                                Long.parseLong(words[3]),
                                read(words[4]),
                                words[5],
                                Instant.parse(words[6]));
                case "hide" -> new Hide(read(words[1]));
                case "archived" -> new Archived(read(words[1]), read(words[2]), words[3]);
                default -> throw new IllegalArgumentException("unknown word " + words[0]);
            };
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a line of a manifest: '" + line + "'", e);
        }
    }

    /// Keys hold anything, also ends of lines.
    private static String written(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String read(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

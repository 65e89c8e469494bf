package dev.muster.provider.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The provider's README.md, whose commands tests type.
final class ProviderPage {
    private static final Path FILE = Path.of("README.md");
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ADMISSION = Pattern.compile("^host .*$", Pattern.MULTILINE);

    private ProviderPage() {}

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    static List<String> statements() {
        return SQL.matcher(text())
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(0, line.lastIndexOf(';')))
                .toList();
    }

    /// Lines for pg_hba.conf.
    static List<String> admission(String address) {
        return ADMISSION
                .matcher(text())
                .results()
                .map(MatchResult::group)
                .map(line -> line.replace("ADDRESS", address))
                .toList();
    }
}

package dev.muster.provider.files.kind;

import dev.muster.kind.ComponentFindings;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
import java.util.List;
import java.util.Set;

/// What is wrong or weak about one folder in a strategy.
final class FilesRules {
    private static final long SMALLEST = 512;
    private static final long LARGEST = 128 << 10;

    private final Situation<FilesSettings> situation;
    private final FilesSettings settings;
    private final ComponentFindings findings;

    FilesRules(Situation<FilesSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
        this.findings = new ComponentFindings(situation.component());
    }

    List<Finding> findings() {
        findings.method(
                FilesFindings.METHOD,
                situation.recovery(),
                Set.of(Method.RESTORE),
                "method: restore");
        settings.exclude().stream()
                .filter(text -> !PathPatterns.isPattern(text))
                .forEach(text -> pattern(text, "exclude"));
        settings.pages().forEach(this::pages);
        if (settings.required().isEmpty()) {
            findings.add(
                    FilesFindings.NOTHING_REQUIRED,
                    Severity.HINT,
                    "a recovery does not look whether the files that matter are there",
                    "verify: [ PATH ]",
                    "recover");
        }
        if (settings.into().equals(settings.path())) {
            findings.add(
                    FilesFindings.SAME_PLACE,
                    Severity.HINT,
                    "it comes back in " + settings.path() + ", where it is now",
                    "into: /another/folder",
                    "recover");
        }
        return findings.all();
    }

    private void pattern(String text, String key) {
        findings.add(
                FilesFindings.PATTERN,
                Severity.ERROR,
                "'" + text + "' is no pattern",
                "mend it, or take it out",
                key);
    }

    private void pages(String pattern, ByteSize size) {
        if (!PathPatterns.isPattern(pattern)) {
            pattern(pattern, "pages");
        }
        long bytes = size.bytes();
        if (bytes < SMALLEST || bytes > LARGEST || Long.bitCount(bytes) != 1) {
            findings.add(
                    FilesFindings.PAGE_SIZE,
                    Severity.ERROR,
                    "files like '" + pattern + "' are to have pages of " + size,
                    "'" + pattern + "': 16KiB",
                    "pages");
        }
    }
}

package dev.muster.provider.files.kind;

import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
import dev.muster.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is wrong or weak about one folder in a strategy.
final class FilesRules {
    private static final long SMALLEST = 512;
    private static final long LARGEST = 128 << 10;

    private final Situation<FilesSettings> situation;
    private final FilesSettings settings;
    private final List<Finding> findings = new ArrayList<>();

    FilesRules(Situation<FilesSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
    }

    List<Finding> findings() {
        situation
                .recovery()
                .method()
                .filter(method -> method != Method.RESTORE)
                .ifPresent(this::otherMethod);
        settings.exclude().stream()
                .filter(text -> !PathPatterns.isPattern(text))
                .forEach(text -> pattern(text, "exclude"));
        settings.pages().forEach(this::pages);
        if (settings.required().isEmpty()) {
            add(
                    FilesFindings.NOTHING_REQUIRED,
                    Severity.HINT,
                    "a recovery does not look whether the files that matter are there",
                    "verify: [ PATH ]",
                    "recover");
        }
        if (settings.into().equals(settings.path())) {
            add(
                    FilesFindings.SAME_PLACE,
                    Severity.HINT,
                    "it comes back in " + settings.path() + ", where it is now",
                    "into: /another/folder",
                    "recover");
        }
        return List.copyOf(findings);
    }

    private void otherMethod(Method method) {
        add(
                FilesFindings.METHOD,
                Severity.ERROR,
                "it cannot come back by `" + method.name().toLowerCase(Locale.ROOT) + "`",
                "method: restore",
                "recover",
                "method");
    }

    private void pattern(String text, String key) {
        add(
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
            add(
                    FilesFindings.PAGE_SIZE,
                    Severity.ERROR,
                    "files like '" + pattern + "' are to have pages of " + size,
                    "'" + pattern + "': 16KiB",
                    "pages");
        }
    }

    private void add(
            ErrorCode code, Severity severity, String message, String fix, String... keys) {
        List<String> path = new ArrayList<>(List.of("components", situation.component().value()));
        path.addAll(List.of(keys));
        findings.add(
                new Finding(code, severity, path, situation.component() + ": " + message, fix));
    }
}

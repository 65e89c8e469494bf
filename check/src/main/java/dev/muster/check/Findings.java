package dev.muster.check;

import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/// What the checks have found so far.
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void error(ErrorCode code, List<String> path, String message, String fix) {
        all.add(new Finding(code, Severity.ERROR, path, message, fix));
    }

    void warning(ErrorCode code, List<String> path, String message, String fix) {
        all.add(new Finding(code, Severity.WARNING, path, message, fix));
    }

    void hint(ErrorCode code, List<String> path, String message, String fix) {
        all.add(new Finding(code, Severity.HINT, path, message, fix));
    }

    void add(Finding finding) {
        all.add(finding);
    }

    List<Finding> all() {
        return all;
    }
}

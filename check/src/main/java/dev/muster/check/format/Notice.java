package dev.muster.check.format;

import dev.muster.kind.Finding;
import dev.muster.model.ErrorCode;
import dev.muster.model.Names;
import dev.muster.strategy.read.Places;
import dev.muster.strategy.text.Place;
import dev.muster.strategy.text.Problem;
import java.util.List;

/// A problem or a finding, ready to be shown.
///
/// @param level how bad it is; a problem is always an error
/// @param place where it stands
/// @param path the keys to it; empty for a problem
/// @param fix what to type; may be empty
public record Notice(
        ErrorCode code,
        Finding.Severity level,
        Place place,
        List<String> path,
        String message,
        String fix) {
    public Notice {
        path = List.copyOf(path);
    }

    public static Notice of(Problem problem) {
        return new Notice(
                problem.code(),
                Finding.Severity.ERROR,
                problem.place(),
                List.of(),
                problem.message(),
                problem.hint());
    }

    public static Notice of(Finding finding, Places places) {
        return new Notice(
                finding.code(),
                finding.severity(),
                places.of(finding.path()),
                finding.path(),
                finding.message(),
                finding.fix());
    }

    /// `error`, `warning` or `hint`.
    public String word() {
        return Names.word(level);
    }
}

package dev.muster.check.baseline;

import dev.muster.check.CheckErrors;
import dev.muster.check.format.Notice;
import dev.muster.kind.Finding.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is accepted, held against what is found.
///
/// A finding is known by its code and place, not by its words: its numbers may change. From the day
/// after `until` it is found again.
public record Baseline(List<Known> entries) {
    public static final Baseline EMPTY = new Baseline(List.of());

    public Baseline {
        entries = List.copyOf(entries);
    }

    /// @param open what is still found, with entries that are of no use any more
    /// @param accepted what is found and accepted
    public record Judged(List<Notice> open, List<Accepted> accepted) {
        public Judged {
            open = List.copyOf(open);
            accepted = List.copyOf(accepted);
        }
    }

    public record Accepted(Notice notice, Known known) {}

    public Judged judge(List<Notice> found, LocalDate today) {
        List<Notice> open = new ArrayList<>();
        List<Accepted> accepted = new ArrayList<>();
        Set<Known> used = new HashSet<>();
        for (Notice notice : found) {
            Optional<Known> known = of(notice);
            known.ifPresent(used::add);
            if (known.isEmpty()) {
                open.add(notice);
            } else if (known.get().until().isBefore(today)) {
                open.add(expired(notice, known.get()));
            } else {
                accepted.add(new Accepted(notice, known.get()));
            }
        }
        entries.stream().filter(one -> !used.contains(one)).map(Baseline::idle).forEach(open::add);
        return new Judged(open, accepted);
    }

    /// Of several entries for the same, the one that lasts longest.
    private Optional<Known> of(Notice notice) {
        return entries.stream()
                .filter(one -> one.code().equals(notice.code().id()))
                .filter(one -> one.at().equals(String.join(".", notice.path())))
                .max((a, b) -> a.until().compareTo(b.until()));
    }

    private static Notice expired(Notice notice, Known known) {
        return new Notice(
                notice.code(),
                notice.level(),
                notice.place(),
                notice.path(),
                notice.message() + "; it was " + known.words(),
                notice.fix());
    }

    private static Notice idle(Known known) {
        return new Notice(
                CheckErrors.BASELINE_IDLE,
                Severity.HINT,
                known.place(),
                List.of(),
                known.code() + " is not found at " + known.at() + " any more",
                "remove the entry");
    }
}

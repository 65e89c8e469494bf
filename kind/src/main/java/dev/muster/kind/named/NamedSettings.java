package dev.muster.kind.named;

import dev.muster.kind.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a strategy says of a component whose kind has no provider yet. Other keys may stand beside
/// these; nobody checks them.
public record NamedSettings(
        @Doc("What people do to bring it back, a sentence each, in order.")
                Optional<List<String>> procedure,
        @Doc("How long that takes; it counts towards the RTO.") Optional<Duration> takes,
        @Doc(
                        "How much the technology's own protection may lose at most when the region is"
                                + " lost, such as the lag of a replica; it counts towards the RPO.")
                Optional<Duration> loses,
        @Doc("How they take it back.") Optional<String> undo) {
    private static final int MOST = 50;
    private static final int LONGEST = 500;

    public NamedSettings {
        procedure = procedure.map(List::copyOf);
        if (procedure.filter(it -> it.isEmpty() || it.size() > MOST).isPresent()) {
            throw new IllegalArgumentException("procedure has 1 to " + MOST + " sentences");
        }
        if (procedure.stream()
                .flatMap(List::stream)
                .anyMatch(it -> it.isBlank() || it.length() > LONGEST)) {
            throw new IllegalArgumentException(
                    "a sentence of procedure has 1 to " + LONGEST + " characters");
        }
        if (takes.filter(it -> !it.isPositive()).isPresent()) {
            throw new IllegalArgumentException("takes must be more than nothing");
        }
    }
}

package dev.muster.provider.local.kind;

import dev.muster.kind.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a strategy says of something that people do.
public record ManualSettings(
        @Doc("What they do, a sentence each, in order.") List<String> procedure,
        @Doc("How long that takes; it counts towards the RTO.") Duration takes,
        @Doc("What they see when it worked.") Optional<String> expect,
        @Doc("How they take it back.") Optional<String> undo) {
    private static final int MOST = 50;
    private static final int LONGEST = 500;

    public ManualSettings {
        procedure = List.copyOf(procedure);
        if (procedure.isEmpty() || procedure.size() > MOST) {
            throw new IllegalArgumentException(
                    "procedure has 1 to " + MOST + " sentences, not " + procedure.size());
        }
        if (procedure.stream().anyMatch(it -> it.isBlank() || it.length() > LONGEST)) {
            throw new IllegalArgumentException(
                    "a sentence of procedure has 1 to " + LONGEST + " characters");
        }
        if (!takes.isPositive()) {
            throw new IllegalArgumentException("takes must be more than nothing");
        }
    }
}

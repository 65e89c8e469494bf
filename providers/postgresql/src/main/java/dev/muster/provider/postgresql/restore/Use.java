package dev.muster.provider.postgresql.restore;

import dev.muster.provider.postgresql.recovered.Mark;
import java.util.OptionalInt;

/// What a restored folder is for.
public sealed interface Use {
    /// To be started, to replay, and to take over.
    record Recover() implements Use {}

    /// To be looked into: read-only, and to be moved on to later moments.
    ///
    /// @param port where it is reached, on this host
    record Preview(int port) implements Use {}

    /// The name of the mark that tells it.
    default String mark() {
        return switch (this) {
            case Recover _ -> Mark.RESTORED;
            case Preview _ -> Mark.PREVIEW;
        };
    }

    /// The port of a preview.
    default OptionalInt previewPort() {
        return switch (this) {
            case Recover _ -> OptionalInt.empty();
            case Preview preview -> OptionalInt.of(preview.port());
        };
    }
}

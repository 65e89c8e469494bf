package dev.muster.provider.postgresql.restore;

import dev.muster.datafolder.Mark;
import dev.muster.provider.postgresql.recovered.Marks;
import java.util.OptionalInt;

/// What a restored folder is for.
public sealed interface Use {
    /// To be started, to replay, and to take over.
    record Recover() implements Use {}

    /// To be looked into: read-only, and to be moved on to later moments.
    ///
    /// @param port where it is reached, on this host
    record Preview(int port) implements Use {}

    /// To be started, and to follow the source from then on.
    ///
    /// @param primary how the source is reached, as `primary_conninfo` says it
    record Standby(String primary) implements Use {
        @Override
        public String toString() {
            return "standby";
        }
    }

    /// Whether all log is of use, also what lies beyond the target.
    default boolean wantsAllLog() {
        return switch (this) {
            case Recover _ -> false;
            case Preview _, Standby _ -> true;
        };
    }

    /// The name of the mark that tells it.
    default String mark() {
        return switch (this) {
            case Recover _ -> Mark.RESTORED;
            case Preview _ -> Marks.PREVIEW;
            case Standby _ -> Marks.STANDBY;
        };
    }

    /// The port of a preview.
    default OptionalInt previewPort() {
        return switch (this) {
            case Recover _, Standby _ -> OptionalInt.empty();
            case Preview preview -> OptionalInt.of(preview.port());
        };
    }
}

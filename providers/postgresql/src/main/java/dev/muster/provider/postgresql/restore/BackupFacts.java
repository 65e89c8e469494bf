package dev.muster.provider.postgresql.restore;

import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.Segments;
import dev.muster.provider.postgresql.source.ClockGap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a base backup says of the cluster that it is of.
public record BackupFacts(BackupReader base) {
    public Segments segments() {
        return new Segments(number(Attributes.SEGMENT));
    }

    public int major() {
        return number(Attributes.VERSION) / 10_000;
    }

    /// How far the source's clock was ahead; zero where nobody noticed anything.
    public Duration clockAhead() {
        return Attributes.clockAhead(base::attribute);
    }

    /// What the clock of the source means for a moment to restore to.
    public Optional<String> clockNote(RestoreTarget target) {
        if (!(target instanceof RestoreTarget.AtTime(Instant time))) {
            return Optional.empty();
        }
        ClockGap gap = new ClockGap(clockAhead());
        return gap.isTold()
                ? Optional.of(
                        "the moment is by the clock of the source, which was "
                                + gap.words()
                                + " this machine's when the backup was taken: "
                                + time
                                + " there was "
                                + gap.here(time)
                                + " here")
                : Optional.empty();
    }

    private int number(String name) {
        String value = base.attribute(name).orElse("");
        if (!value.matches("[0-9]{1,9}")) {
            throw PostgresqlErrors.BACKUP_CONTENT.error(
                    base.point().component()
                            + ": the base backup "
                            + base.point().id()
                            + " does not say its "
                            + name,
                    "muster points " + base.point().component());
        }
        return Integer.parseInt(value);
    }
}

package dev.muster.provider.postgresql.restore;

import dev.muster.provider.BackupReader;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.Segments;

/// What a base backup says of the cluster that it is of.
public record BackupFacts(BackupReader base) {
    public Segments segments() {
        return new Segments(number(Attributes.SEGMENT));
    }

    public int major() {
        return number(Attributes.VERSION) / 10_000;
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

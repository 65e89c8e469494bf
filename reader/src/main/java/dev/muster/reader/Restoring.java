package dev.muster.reader;

import dev.muster.model.LogPosition;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;

/// Brings a recovery point back in the form that fits what was backed up.
final class Restoring {
    private final Vault vault;
    private final ArchiveKey key;
    private final Arguments arguments;
    private final Surroundings around;

    Restoring(Vault vault, ArchiveKey key, Arguments arguments, Surroundings around) {
        this.vault = vault;
        this.key = key;
        this.arguments = arguments;
        this.around = around;
    }

    void run(Point point) throws IOException, InterruptedException {
        String into = arguments.need("--into", "the folder to restore into");
        BackupSnapshot snapshot = vault.snapshot(point.source(), point.id(), key);
        boolean cluster = snapshot.attribute(Attributes.VERSION).isPresent();
        if (!cluster || arguments.has(Arguments.AS_IT_IS)) {
            if (arguments.has("--to")) {
                throw new UsageException("--to is for databases with captured log");
            }
            new FilesRestore(snapshot, around).all(into);
            return;
        }
        LogArchive log = LogArchive.open(vault, point.source(), key, Optional.empty());
        new ClusterRestore(snapshot, log, around)
                .run(Path.of(into).toAbsolutePath().normalize(), target());
    }

    private RestoreTarget target() {
        String text = arguments.one("--to").orElse("latest");
        if (text.equals("latest")) {
            return new RestoreTarget.Latest();
        }
        OptionalLong position = Lsn.parse(text);
        if (position.isPresent()) {
            return new RestoreTarget.AtPosition(
                    new LogPosition(RestoreTarget.NEWEST_LINE, position.getAsLong()));
        }
        try {
            return new RestoreTarget.AtTime(Instant.parse(text));
        } catch (DateTimeParseException neither) {
            throw new UsageException(
                    "--to is latest, a time such as 2026-03-01T10:30:00Z, or a position such as"
                            + " 0/3000060");
        }
    }
}

package dev.muster.processes;

import dev.muster.model.Names;
import dev.muster.posix.DurableFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of started processes: one file each in a folder.
///
/// Safe for many threads and many Musters; who changes what a name stands for holds its [#lock].
///
/// @param folder made when it is first needed
public record ProcessRoll(Path folder) {
    /// How the name of a record's file ends.
    public static final String ENDING = ".process";

    /// Writes a record, in the place of an older one of that name; durable when it returns.
    public void put(ProcessRecord record) {
        try {
            Files.createDirectories(folder);
            DurableFile.replace(file(record.name()), record.text());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    public Optional<ProcessRecord> find(String name) {
        return read(file(name));
    }

    public void forget(String name) {
        try {
            DurableFile.delete(file(name));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// All records, by name.
    public List<ProcessRecord> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ENDING)) {
            entries.forEach(files::add);
        } catch (IOException e) {
            throw unusable(e);
        }
        return files.stream().sorted().flatMap(file -> read(file).stream()).toList();
    }

    /// Makes this Muster the only one that changes what the name stands for, until it is closed;
    /// empty if another one does.
    public Optional<RollLock> lock(String name) {
        try {
            Files.createDirectories(folder);
            return RollLock.tryLock(folder.resolve(label(name) + ".lock"));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(label(name) + ENDING);
    }

    private static String label(String name) {
        if (!Names.isLabel(name)) {
            throw new IllegalArgumentException("not a name for a process: '" + name + "'");
        }
        return name;
    }

    private static Optional<ProcessRecord> read(Path file) {
        try {
            return Optional.of(ProcessRecord.parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ProcessesErrors.STATE_UNUSABLE.error(
                    "cannot read " + file + ": " + e.getMessage(), "check its rights", e);
        } catch (IllegalArgumentException e) {
            throw ProcessesErrors.RECORD_DAMAGED.error(
                    file + " is no record of a process: " + e.getMessage(),
                    "stop the process by hand if it runs, then delete the file",
                    e);
        }
    }

    private RuntimeException unusable(IOException e) {
        return ProcessesErrors.STATE_UNUSABLE.error(
                "cannot use the process records in " + folder + ": " + e.getMessage(),
                "check space and rights of that folder",
                e);
    }
}

package dev.muster.provider.files.restore;

import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.FileSelection;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.files.kind.FilesErrors;
import dev.muster.provider.files.kind.FilesSettings;
import dev.muster.provider.files.kind.PathPatterns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Brings the files of a folder back: into one that is empty, or over one that is there.
public final class FilesRestore {
    /// What a restore that is under way, or was killed, keeps in its folder.
    private static final String STAGING = ".muster-restore";

    private final ComponentId component;
    private final FilesSettings settings;
    private final RestoreRequest request;
    private final BackupReader base;
    private final Operation operation;
    private final Path into;

    public FilesRestore(
            ComponentId component,
            FilesSettings settings,
            RestoreRequest request,
            BackupReader base,
            Operation operation) {
        this.component = component;
        this.settings = settings;
        this.request = request;
        this.base = base;
        this.operation = operation;
        this.into = request.into().toAbsolutePath().normalize();
    }

    /// Looks whether [#run] could be done; changes nothing.
    public void require() {
        requireReached(request.target());
        Predicate<String> _ = paths();
        try {
            if (!request.scope().inPlace() && !isDone()) {
                requireEmpty();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private RuntimeException unusable(IOException e) {
        return FilesErrors.NOT_WRITABLE.error(
                component + ": " + into + " cannot be used: " + e, "ls -ld " + into, e);
    }

    public RestoreReport run() throws InterruptedException {
        operation.checkCancelled();
        operation.progress().stage("checking the target");
        requireReached(request.target());
        Predicate<String> paths = paths();
        try {
            if (!request.scope().inPlace()) {
                if (isDone()) {
                    return RestoreReport.COMPLETE;
                }
                requireEmpty();
            }
            operation.progress().stage("restoring files");
            RestoreReport report =
                    base.restore(
                            into,
                            new FileSelection(
                                    paths,
                                    request.scope().inPlace(),
                                    request.scope().deleteExtra()),
                            operation.progress());
            if (!request.scope().inPlace()) {
                markDone();
            }
            return report;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void requireReached(RestoreTarget target) {
        switch (target) {
            case RestoreTarget.Latest _ -> {}
            case RestoreTarget.AtTime(Instant time) -> {
                if (base.point().consistentAt().isAfter(time)) {
                    throw FilesErrors.TOO_EARLY.error(
                            component
                                    + ": the recovery point "
                                    + base.point().id()
                                    + " is of "
                                    + base.point().consistentAt()
                                    + ", after "
                                    + time,
                            "muster points " + component);
                }
            }
            case RestoreTarget.AtPosition(LogPosition _),
                    RestoreTarget.AtTransaction(String _),
                    RestoreTarget.AtName(String _) ->
                    throw FilesErrors.NO_LOG.error(
                            component + ": files can be brought back to a time only",
                            "--to latest, or --to TIME");
        }
    }

    /// What is asked for, without what the strategy leaves out: that was never in the backup, so
    /// that it is not in excess either.
    private Predicate<String> paths() {
        List<String> include = request.scope().include();
        for (String pattern : include) {
            if (!PathPatterns.isPattern(pattern)) {
                throw FilesErrors.BAD_PATTERN.error(
                        component + ": '" + pattern + "' is no pattern", "--include 'docs/*.txt'");
            }
        }
        PathPatterns wanted = PathPatterns.of(include);
        if (!request.scope().deleteExtra()) {
            return include.isEmpty() ? path -> true : wanted::take;
        }
        PathPatterns exclude = PathPatterns.of(settings.exclude());
        return path ->
                path.equals(".")
                        || ((include.isEmpty() || wanted.take(path))
                                && !exclude.take(path)
                                && !path.equals(STAGING));
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(into)) {
            return;
        }
        try (Stream<Path> names = Files.list(into)) {
            if (names.anyMatch(name -> !name.endsWith(STAGING))) {
                throw FilesErrors.FOREIGN_FOLDER.error(
                        component + ": " + into + " is not empty",
                        "--into another folder, or --in-place to restore over it");
            }
        }
    }

    private Path mark() {
        return operation.workspace().resolve("restored");
    }

    /// What this token restored, it does not restore again.
    private boolean isDone() throws IOException {
        return Files.exists(mark())
                && Files.isDirectory(into)
                && Files.readString(mark()).equals(markText());
    }

    /// Only here is it certain that all of it is there.
    private void markDone() throws IOException {
        Files.createDirectories(operation.workspace());
        Path draft = operation.workspace().resolve("restored.part");
        Files.writeString(draft, markText(), StandardCharsets.UTF_8);
        Files.move(
                draft, mark(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String markText() throws IOException {
        Object inode = Files.exists(into) ? Files.getAttribute(into, "unix:ino") : "";
        return String.join(
                "\n",
                operation.token(),
                base.point().id(),
                into.toString(),
                inode.toString(),
                request.scope().include().toString());
    }
}

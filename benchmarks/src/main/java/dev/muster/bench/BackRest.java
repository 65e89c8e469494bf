package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// pgBackRest run by PostgreSQL's own user and told everything by a file, so that the server can
/// call it too, for each segment of log.
///
/// @param folder its repository, its file and what it leaves behind
record BackRest(Lab lab, DataBed bed, Path folder) {
    private static final String NAME = "bench";

    /// Makes an empty repository.
    void prepare() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.write(
                file(),
                List.of(
                        "[global]",
                        "repo1-path=" + folder + "/repository",
                        "repo1-cipher-type=aes-256-cbc",
                        "repo1-cipher-pass=bench",
                        "process-max=" + Runtime.getRuntime().availableProcessors(),
                        "compress-type=zst",
                        "compress-level=1",
                        "start-fast=y",
                        "archive-async=y",
                        "spool-path=" + folder + "/spool",
                        "lock-path=" + folder + "/lock",
                        "log-level-console=error",
                        "log-level-file=off",
                        "[" + NAME + "]",
                        "pg1-path=" + bed.data(),
                        "pg1-port=" + bed.port(),
                        "pg1-socket-path=" + bed.folder(),
                        "pg1-user=postgres"));
        lab.seconds(List.of("chown", "-R", "postgres", folder.toString()));
        lab.seconds(words("stanza-create"));
    }

    private Path file() {
        return folder.resolve("pgbackrest.conf");
    }

    /// @param checked whether it waits until the log of the backup is archived
    List<String> backup(boolean checked) {
        return checked ? words("backup") : words("--no-archive-check", "backup");
    }

    /// Everything that there is, log included.
    List<String> restore(Path into) {
        return words("--pg1-path=" + into, "--archive-mode=off", "restore");
    }

    /// What the server runs for each segment.
    String archiveCommand() {
        return "pgbackrest --config=" + file() + " --stanza=" + NAME + " archive-push %p";
    }

    private List<String> words(String... last) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "runuser",
                                "-u",
                                "postgres",
                                "--",
                                "pgbackrest",
                                "--config=" + file(),
                                "--stanza=" + NAME));
        words.addAll(List.of(last));
        return words;
    }
}

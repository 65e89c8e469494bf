package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Full backups in turn, and a second one of each after one row in ten thousand changed.
final class BackupRounds {
    /// On the server's own host, reading its files in place.
    private static final String NEAR = "muster";

    /// From anywhere, over the replication protocol.
    private static final String REMOTE = "muster-remote";

    private static final int ROUNDS = 5;
    private static final int PARTS = 10_000;

    private final Lab lab;
    private final DataBed bed;
    private final Path work;
    private final Samples samples;
    private final Map<String, Peer.Muster> ours;
    private final int rounds;

    BackupRounds(Lab lab, DataBed bed, Path work, Samples samples) {
        this.lab = lab;
        this.bed = bed;
        this.work = work;
        this.samples = samples;
        Path program = lab.root().resolve("muster");
        this.ours =
                new TreeMap<>(
                        Map.of(
                                NEAR,
                                new Peer.Muster(program, DataBed.NEAR),
                                REMOTE,
                                new Peer.Muster(program, DataBed.REMOTE)));
        this.rounds = lab.quick() ? 1 : ROUNDS;
    }

    void run() throws IOException, InterruptedException {
        samples.note("data", size(bed.data()));
        for (int i = 0; i < rounds; i++) {
            for (String name : ours.keySet()) {
                backup(name, "full", freshMuster(name));
            }
            BackRest backRest = freshBackRest();
            backup("pgbackrest", "full", backRest.backup(false));
            raw("server-zstd:1");
            raw("client-zstd:1");
        }
        BackRest backRest = new BackRest(lab, bed, work.resolve("pgbackrest"));
        for (int i = 0; i < rounds; i++) {
            bed.update(PARTS, i);
            for (String name : ours.keySet()) {
                backup(name, "changed-0.01%", backupOf(name));
            }
            backup("pgbackrest", "changed-0.01%", backRest.backup(false));
        }
        for (String name : ours.keySet()) {
            lab.delete(work.resolve(name));
        }
        lab.delete(work.resolve("pgbackrest"));
        judge();
    }

    private void judge() {
        for (String name : ours.keySet()) {
            samples.ratio(
                    name + " full / pgbackrest", name + " full wall", "pgbackrest full wall", 0.5);
            for (String side : List.of("server-zstd:1", "client-zstd:1")) {
                samples.ratio(
                        name + " full / pg_basebackup " + side,
                        name + " full wall",
                        "pg_basebackup-" + side + " full wall",
                        0.8);
            }
            samples.ratio(
                    name + " stored 0.01% / pgbackrest",
                    name + " changed-0.01% stored",
                    "pgbackrest changed-0.01% stored",
                    0.2);
        }
    }

    private List<String> backupOf(String name) {
        return one(name).backup(bed, work.resolve(name));
    }

    private Peer.Muster one(String name) {
        return Objects.requireNonNull(ours.get(name));
    }

    private List<String> freshMuster(String name) throws IOException, InterruptedException {
        Path folder = work.resolve(name);
        Peer.Muster muster = one(name);
        if (Files.exists(folder)) {
            lab.delete(folder);
        }
        Files.createDirectories(folder);
        lab.usage(muster.init(bed, folder), muster.environment(folder));
        return backupOf(name);
    }

    private BackRest freshBackRest() throws IOException, InterruptedException {
        BackRest backRest = new BackRest(lab, bed, work.resolve("pgbackrest"));
        if (Files.exists(backRest.folder())) {
            lab.delete(backRest.folder());
        }
        backRest.prepare();
        return backRest;
    }

    /// By PostgreSQL's own program, which neither encrypts nor keeps anything once only.
    private void raw(String compress) throws IOException, InterruptedException {
        String name = "pg_basebackup-" + compress;
        Path folder = work.resolve(name);
        Files.createDirectories(folder);
        lab.seconds(List.of("chown", "postgres", folder.toString()));
        List<String> command =
                DataBed.command(
                        "pg_basebackup",
                        "-D",
                        folder + "/backup",
                        "-Ft",
                        "--compress=" + compress,
                        "--wal-method=fetch",
                        "--checkpoint=fast",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + bed.port(),
                        "-U",
                        "postgres");
        backup(name, "full", command);
        lab.delete(folder);
    }

    private void backup(String name, String what, List<String> command)
            throws IOException, InterruptedException {
        Path folder = work.resolve(name);
        double before = size(folder);
        double server = bed.endedSeconds();
        Peer.Muster muster = ours.get(name);
        Map<String, String> environment = muster == null ? Map.of() : muster.environment(folder);
        Usage usage = lab.usage(synced(command, folder), environment);
        samples.note(name + " " + what, usage, bed.endedSeconds() - server);
        samples.note(name + " " + what + " stored", size(folder) - before);
    }

    private static List<String> synced(List<String> command, Path folder) {
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "\"$@\" && sync -f \"$0\"", folder.toString()));
        words.addAll(command);
        return words;
    }

    /// In MiB.
    private static double size(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long bytes =
                    all.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum();
            return bytes / (double) (1 << 20);
        }
    }
}

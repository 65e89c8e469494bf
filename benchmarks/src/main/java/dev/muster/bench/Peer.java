package dev.muster.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A program that backs up a PostgreSQL, and how it is told to. All compress with zstd where they
/// can, encrypt, and leave nothing to the cache of the file system when they say that they are
/// done.
sealed interface Peer
        permits Peer.Muster, Peer.MusterFiles, Peer.Restic, Peer.Borg, Peer.PgBackRest {
    String name();

    /// The words that make an empty repository in a folder.
    List<String> init(DataBed bed, Path repository);

    List<String> backup(DataBed bed, Path repository);

    List<String> restore(DataBed bed, Path repository, Path into);

    Map<String, String> environment(Path repository);

    /// @param program the launcher
    /// @param role as what it logs in: [DataBed#NEAR] or [DataBed#REMOTE]
    record Muster(Path program, String role) implements Peer {
        @Override
        public String name() {
            return "muster";
        }

        @Override
        public List<String> init(DataBed bed, Path repository) {
            String strategy =
                    new Home(repository)
                            .strategy(
                                    """
                                    kind: postgresql
                                    connection: { host: 127.0.0.1, port: %d, user: %s, password: "${env:BENCH_PASSWORD}", database: postgres }
                                    recover:
                                      in: here
                                      method: restore
                                      server: { bin: %s, data: "%s/data", port: 1 }
                                    """
                                            .formatted(
                                                    bed.port(), role, DataBed.bin(), repository));
            return init(program, repository, strategy);
        }

        static List<String> init(Path program, Path repository, String strategy) {
            return List.of(
                    "sh",
                    "-c",
                    "cat > \"$1/muster.yaml\" <<'END'\n"
                            + strategy
                            + "END\n\"$2\" --strategy \"$1/muster.yaml\" vault init",
                    "sh",
                    repository.toString(),
                    program.toString());
        }

        @Override
        public List<String> backup(DataBed bed, Path repository) {
            return List.of(
                    program.toString(),
                    "--strategy",
                    repository + "/muster.yaml",
                    "backup",
                    "data");
        }

        @Override
        public List<String> restore(DataBed bed, Path repository, Path into) {
            return List.of(
                    program.toString(),
                    "--strategy",
                    repository + "/muster.yaml",
                    "restore",
                    "data",
                    "--to",
                    "latest",
                    "--into",
                    into.toString());
        }

        @Override
        public Map<String, String> environment(Path repository) {
            Map<String, String> environment = new HashMap<>(new Home(repository).environment());
            environment.put("BENCH_PASSWORD", "none");
            return environment;
        }
    }

    /// Reads the files of the cluster as restic and Borg do, instead of asking the server.
    ///
    /// @param program the launcher
    record MusterFiles(Path program) implements Peer {
        @Override
        public String name() {
            return "muster-files";
        }

        @Override
        public List<String> init(DataBed bed, Path repository) {
            String strategy =
                    new Home(repository).filesStrategy(bed.data(), "pages: { \"*\": 8KiB }\n");
            return Muster.init(program, repository, strategy);
        }

        @Override
        public List<String> backup(DataBed bed, Path repository) {
            return new Muster(program, DataBed.REMOTE).backup(bed, repository);
        }

        @Override
        public List<String> restore(DataBed bed, Path repository, Path into) {
            return new Muster(program, DataBed.REMOTE).restore(bed, repository, into);
        }

        @Override
        public Map<String, String> environment(Path repository) {
            return new Muster(program, DataBed.REMOTE).environment(repository);
        }
    }

    record Restic() implements Peer {
        @Override
        public String name() {
            return "restic";
        }

        @Override
        public List<String> init(DataBed bed, Path repository) {
            return List.of("restic", "init");
        }

        @Override
        public List<String> backup(DataBed bed, Path repository) {
            return List.of("restic", "--compression", "auto", "backup", bed.data().toString());
        }

        @Override
        public List<String> restore(DataBed bed, Path repository, Path into) {
            return List.of("restic", "restore", "latest", "--target", into.toString());
        }

        @Override
        public Map<String, String> environment(Path repository) {
            return Map.of(
                    "RESTIC_REPOSITORY",
                    repository + "/restic",
                    "RESTIC_PASSWORD",
                    "bench",
                    "RESTIC_CACHE_DIR",
                    repository + "/cache");
        }
    }

    record Borg() implements Peer {
        @Override
        public String name() {
            return "borg";
        }

        @Override
        public List<String> init(DataBed bed, Path repository) {
            return List.of("borg", "init", "--encryption", "repokey-blake2");
        }

        @Override
        public List<String> backup(DataBed bed, Path repository) {
            return List.of(
                    "borg",
                    "create",
                    "--compression",
                    "zstd,1",
                    "::{utcnow:%Y%m%d%H%M%S%f}",
                    bed.data().toString());
        }

        @Override
        public List<String> restore(DataBed bed, Path repository, Path into) {
            return List.of(
                    "sh",
                    "-c",
                    "mkdir -p \"$1\" && cd \"$1\" && borg extract \"::$(borg list --last 1 --short)\"",
                    "sh",
                    into.toString());
        }

        @Override
        public Map<String, String> environment(Path repository) {
            return Map.of(
                    "BORG_REPO",
                    repository + "/borg",
                    "BORG_PASSPHRASE",
                    "bench",
                    "BORG_BASE_DIR",
                    repository + "/base");
        }
    }

    record PgBackRest() implements Peer {
        @Override
        public String name() {
            return "pgbackrest";
        }

        private static List<String> words(Path repository, String... last) {
            List<String> words =
                    new ArrayList<>(
                            List.of(
                                    "pgbackrest",
                                    "--stanza=bench",
                                    "--no-config",
                                    "--repo1-path=" + repository + "/pgbackrest",
                                    "--repo1-cipher-type=aes-256-cbc",
                                    "--log-level-console=error",
                                    "--log-level-file=off",
                                    "--lock-path=" + repository + "/lock"));
            words.addAll(List.of(last));
            return words;
        }

        private static String[] source(DataBed bed, String... more) {
            List<String> words =
                    new ArrayList<>(
                            List.of(
                                    "--pg1-path=" + bed.data(),
                                    "--pg1-port=" + bed.port(),
                                    "--pg1-socket-path=" + bed.folder(),
                                    "--pg1-user=postgres"));
            words.addAll(List.of(more));
            return words.toArray(String[]::new);
        }

        @Override
        public List<String> init(DataBed bed, Path repository) {
            return words(repository, source(bed, "stanza-create"));
        }

        @Override
        public List<String> backup(DataBed bed, Path repository) {
            return words(
                    repository,
                    source(
                            bed,
                            "--process-max=2",
                            "--compress-type=zst",
                            "--compress-level=1",
                            "--no-archive-check",
                            "--start-fast",
                            "backup"));
        }

        @Override
        public List<String> restore(DataBed bed, Path repository, Path into) {
            List<String> words =
                    new ArrayList<>(List.of("sh", "-c", "mkdir \"$0\" && \"$@\"", into.toString()));
            words.addAll(
                    words(
                            repository,
                            "--pg1-path=" + into,
                            "--process-max=2",
                            "--type=none",
                            "restore"));
            return words;
        }

        @Override
        public Map<String, String> environment(Path repository) {
            return Map.of("PGBACKREST_REPO1_CIPHER_PASS", "bench");
        }
    }
}

package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The vault beside restic, Borg and pgBackRest: the same PostgreSQL, interleaved in one run, warm
/// caches, everything synced to disk at the end of what is timed.
///
/// `muster` runs on the server's own host and reads its files in place, as pgBackRest does; what
/// the server itself uses of the processors counts as Muster's. (`./bench postgresql` has it over
/// the protocol too.) `muster-files` reads the same files as restic and Borg do, and is held
/// against those; the other against pgBackRest.
final class VaultSuite implements Suite {
    private static final int WHOLE_SCALE = 335;
    private static final int QUICK_SCALE = 15;
    private static final int AGE = 30;
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "vault";
    }

    @Override
    public String description() {
        return "backup and restore of PostgreSQL beside restic, Borg and pgBackRest";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        lab.require("restic", "borgbackup", "pgbackrest", "time", "postgresql-15");
        Path work = Files.createTempDirectory("muster-bench-vault-");
        // PostgreSQL runs as another user
        lab.seconds(List.of("chmod", "755", work.toString()));
        int scale = lab.quick() ? QUICK_SCALE : WHOLE_SCALE;
        try (DataBed bed = DataBed.start(lab, work.resolve("source"), scale, List.of())) {
            return new Run(lab, bed, work).figures();
        } finally {
            lab.delete(work);
        }
    }

    /// One run over one cluster.
    private static final class Run {
        private final Lab lab;
        private final DataBed bed;
        private final Path work;
        private final Peer.Muster muster;
        private final Peer.MusterFiles files;
        private final List<Peer> peers;
        private final Samples samples = new Samples();
        private final int rounds;

        Run(Lab lab, DataBed bed, Path work) {
            this.lab = lab;
            this.bed = bed;
            this.work = work;
            this.muster = new Peer.Muster(lab.root().resolve("muster"), DataBed.NEAR);
            this.files = new Peer.MusterFiles(lab.root().resolve("muster"));
            this.peers =
                    List.of(
                            muster,
                            files,
                            new Peer.Restic(),
                            new Peer.Borg(),
                            new Peer.PgBackRest());
            this.rounds = lab.quick() ? 1 : ROUNDS;
        }

        List<Figure> figures() throws IOException, InterruptedException {
            lab.seconds(List.of("sh", "-c", "cat '" + bed.data() + "'/base/*/* >/dev/null"));
            samples.note("data", size(bed.data()) / (1 << 20));
            for (int i = 0; i < rounds; i++) {
                for (Peer peer : peers) {
                    fresh(peer);
                    backup(peer, "full");
                }
            }
            for (int i = 0; i < rounds; i++) {
                second("unchanged");
            }
            change(10_000);
            second("changed-0.01%");
            change(100);
            second("changed-1%");
            change(10);
            second("changed-10%");
            for (int i = 0; i < rounds; i++) {
                raw();
                for (Peer peer : peers) {
                    restore(peer, "restore");
                }
            }
            age();
            return judged();
        }

        /// How Muster restores after many small backups. The peers are not asked.
        private void age() throws IOException, InterruptedException {
            for (int i = 0; i < (lab.quick() ? 3 : AGE); i++) {
                bed.update(100, 7 * i);
                lab.usage(muster.backup(bed, folder(muster)), muster.environment(folder(muster)));
                lab.usage(files.backup(bed, folder(files)), files.environment(folder(files)));
            }
            for (int i = 0; i < rounds; i++) {
                raw();
                restore(muster, "aged-restore");
                restore(files, "aged-restore");
            }
        }

        private Path folder(Peer peer) {
            return work.resolve(peer.name());
        }

        private void fresh(Peer peer) throws IOException, InterruptedException {
            if (Files.exists(folder(peer))) {
                lab.delete(folder(peer));
            }
            Files.createDirectories(folder(peer));
            lab.usage(peer.init(bed, folder(peer)), peer.environment(folder(peer)));
        }

        private void second(String what) throws IOException, InterruptedException {
            for (Peer peer : peers) {
                backup(peer, what);
            }
        }

        private void change(int parts) throws IOException, InterruptedException {
            bed.update(parts, 3);
        }

        private void backup(Peer peer, String what) throws IOException, InterruptedException {
            double before = size(folder(peer));
            double server = bed.endedSeconds();
            Usage usage =
                    lab.usage(
                            synced(peer.backup(bed, folder(peer)), folder(peer)),
                            peer.environment(folder(peer)));
            note(peer, what, usage, bed.endedSeconds() - server);
            samples.note(
                    peer.name() + " " + what + " stored",
                    (size(folder(peer)) - before) / (1 << 20));
        }

        private void restore(Peer peer, String what) throws IOException, InterruptedException {
            Path into = work.resolve("restored");
            Usage usage =
                    lab.usage(
                            synced(peer.restore(bed, folder(peer), into), work),
                            peer.environment(folder(peer)));
            note(peer, what, usage, 0);
            lab.delete(into);
        }

        /// What the disk and its file system can do: one copy of the same bytes.
        private void raw() throws IOException, InterruptedException {
            Path copy = work.resolve("raw");
            String script =
                    "find '%s' -type f -size +0 -print0 | xargs -0 cat | dd of='%s' bs=1M conv=fsync"
                            .formatted(bed.data(), copy);
            samples.note(
                    "raw write wall", lab.seconds(List.of("sh", "-c", script + " 2>/dev/null")));
            Files.delete(copy);
        }

        private static List<String> synced(List<String> command, Path folder) {
            List<String> words =
                    new ArrayList<>(
                            List.of("sh", "-c", "\"$@\" && sync -f \"$0\"", folder.toString()));
            words.addAll(command);
            return words;
        }

        private void note(Peer peer, String what, Usage usage, double server) {
            samples.note(peer.name() + " " + what, usage, server);
        }

        private static double size(Path folder) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(Files::isRegularFile).mapToLong(VaultSuite::size).sum();
            }
        }

        private List<Figure> judged() {
            samples.ratio("full / pgbackrest", "muster full wall", "pgbackrest full wall", 0.5);
            samples.ratio("full cpu / pgbackrest", "muster full cpu", "pgbackrest full cpu", 1);
            samples.ratio("full / restic", "muster-files full wall", "restic full wall", 0.35);
            samples.ratio("full cpu / restic", "muster-files full cpu", "restic full cpu", 1);
            for (String one : List.of("muster", "muster-files")) {
                samples.ratio(
                        one + " stored 0.01% / restic",
                        one + " changed-0.01% stored",
                        "restic changed-0.01% stored",
                        1 / 40.0);
                samples.ratio(
                        one + " unchanged / restic",
                        one + " unchanged wall",
                        "restic unchanged wall",
                        1 / 3.0);
                samples.ratio(
                        one + " restore / raw", one + " restore wall", "raw write wall", 1 / 0.95);
                samples.ratio(
                        one + " aged restore / raw",
                        one + " aged-restore wall",
                        "raw write wall",
                        1 / 0.7);
            }
            return samples.judged();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}

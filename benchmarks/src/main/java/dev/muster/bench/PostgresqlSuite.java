package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// PostgreSQL beside pgBackRest and pg_basebackup: the same server, interleaved in one run, warm
/// caches, everything synced to disk at the end of what is timed. What the server itself uses of
/// the processors counts as the program's that it was used for.
///
/// The distribution's pgBackRest is older than its block incrementals (2.46); what it stores for a
/// second backup is then whole files.
final class PostgresqlSuite implements Suite {
    private static final int SCALES_A_GIB = 67;
    private static final int QUICK_SCALE = 10;
    private static final int GIB = 5;

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String description() {
        return "PostgreSQL beside pgBackRest and pg_basebackup; --gib=15 for a larger one";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        lab.require("pgbackrest", "time", "postgresql-15");
        Path work = Files.createTempDirectory("muster-bench-postgresql-");
        // PostgreSQL runs as another user
        lab.seconds(List.of("chmod", "755", work.toString()));
        int scale = lab.quick() ? QUICK_SCALE : lab.gib().orElse(GIB) * SCALES_A_GIB;
        Samples samples = new Samples();
        try {
            try (DataBed bed = DataBed.start(lab, work.resolve("source"), scale, settings())) {
                lab.seconds(List.of("sh", "-c", "cat '" + bed.data() + "'/base/*/* >/dev/null"));
                new BackupRounds(lab, bed, work, samples).run();
                new LogRounds(lab, bed, work, samples).run();
            }
            new YearOfPoints(lab, work.resolve("year"), samples).run();
        } finally {
            lab.delete(work);
        }
        return samples.judged();
    }

    /// As servers run in earnest, but for what DataBed spares itself.
    private static List<String> settings() {
        return List.of(
                "full_page_writes = on",
                "archive_mode = on",
                "archive_command = '/bin/true'",
                "wal_compression = off",
                "max_wal_senders = 10");
    }
}

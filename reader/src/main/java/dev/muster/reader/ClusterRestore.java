package dev.muster.reader;

import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.LogReader;
import dev.muster.provider.postgresql.export.Aim;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.export.Captured;
import dev.muster.provider.postgresql.export.ReplayFile;
import dev.muster.provider.postgresql.export.ReplayLog;
import dev.muster.provider.postgresql.export.ReplayPlan;
import dev.muster.provider.postgresql.export.ReplayPlanner;
import dev.muster.provider.postgresql.export.ReplaySettings;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.log.Segments;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.repository.BackupSnapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A PostgreSQL base as a data folder, with the captured log in `pg_wal` and the settings that make
/// PostgreSQL replay it when it is started.
final class ClusterRestore {
    private static final String LOG = "pg_wal";

    private final BackupSnapshot base;
    private final LogArchive log;
    private final Surroundings around;
    private final RecoveryPoint point;

    ClusterRestore(BackupSnapshot base, LogArchive log, Surroundings around) {
        this.base = base;
        this.log = log;
        this.around = around;
        this.point = base.point();
    }

    /// @param data absent or empty; it appears whole, by one rename
    void run(Path data, RestoreTarget target) throws IOException, InterruptedException {
        Segments segments = new Segments(segment());
        ReplayPlan plan = plan(segments, target);
        Draft draft = Draft.beside(data);
        boolean done = false;
        try {
            fill(draft, segments, plan, target);
            draft.complete();
            done = true;
        } finally {
            if (!done) {
                draft.discard();
            }
        }
        tell(data);
    }

    private int segment() {
        String text = base.attribute(Attributes.SEGMENT).orElse("");
        if (!text.matches("[0-9]{1,10}")) {
            throw new UsageException(
                    point.id() + " does not say how its log is cut; restore it with --as-it-is");
        }
        return Integer.parseInt(text);
    }

    /// Refuses a target that cannot be reached, before anything is touched.
    private ReplayPlan plan(Segments segments, RestoreTarget target) {
        log.problems().forEach(problem -> around.err().println("  " + problem));
        List<LogReader.Range> ranges =
                log.ranges().stream()
                        .map(it ->
                                new LogReader.Range(
                                        it.from(), it.to(), it.firstArrival(), it.lastArrival()))
                        .toList();
        Captured captured = Captured.of(Line.of(point.from()).system(), ranges, log.histories());
        return new ReplayPlanner(point, captured, segments, Attributes.clockAhead(base::attribute))
                .plan(target);
    }

    private void fill(Draft draft, Segments segments, ReplayPlan plan, RestoreTarget target)
            throws IOException, InterruptedException {
        boolean ownLog = plan.stretches().isEmpty();
        base.extract(
                draft.folder(),
                path -> ownLog || !path.startsWith(LOG + "/"),
                new Progress(around.err()));
        Path wal = draft.folder().resolve(LOG);
        Files.createDirectories(wal.resolve("archive_status"));
        draft.moveTablespaces();
        Aim aim = new Aim(target, point.consistentFrom().offset());
        layOut(wal, segments, plan, aim);
        histories(wal);
        settings(draft.folder(), plan, aim);
    }

    private void layOut(Path wal, Segments segments, ReplayPlan plan, Aim aim) throws IOException {
        ReplayLog replay = new ReplayLog(segments, plan, aim);
        boolean met = aim.isMet();
        for (ReplayFile file : ReplayFile.of(plan, segments)) {
            if (met) {
                break;
            }
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(wal.resolve(file.name())))) {
                log.copy(
                        file.line().at(file.from()),
                        file.line().at(file.to()),
                        replay.through(file, out));
                out.write(new byte[(int) (segments.size() - file.length())]);
            }
            met = replay.ended();
        }
    }

    /// All of the cluster's, so that the server numbers its own new timeline after them.
    private void histories(Path wal) throws IOException {
        String system = Line.of(point.from()).system() + ".";
        for (Map.Entry<String, byte[]> history : log.histories().entrySet()) {
            String name = history.getKey();
            if (name.startsWith(system) && name.indexOf('/') < 0) {
                Files.write(wal.resolve(name.substring(system.length())), history.getValue());
            }
        }
    }

    private void settings(Path data, ReplayPlan plan, Aim aim) throws IOException {
        for (Map.Entry<String, String> file : ReplaySettings.ifAbsent(this::attribute).entrySet()) {
            if (!Files.exists(data.resolve(file.getKey()))) {
                Files.writeString(data.resolve(file.getKey()), file.getValue());
            }
        }
        Path automatic = data.resolve(ReplaySettings.FILE);
        List<String> lines =
                Files.exists(automatic)
                        ? Files.readAllLines(automatic, StandardCharsets.UTF_8)
                        : List.of();
        Files.write(
                automatic,
                ReplaySettings.merged(
                        lines,
                        ReplaySettings.of(
                                plan.line().timeline(),
                                aim.setting(),
                                ReplaySettings.kept(this::attribute))));
        Files.deleteIfExists(data.resolve("standby.signal"));
        Files.write(data.resolve(ReplaySettings.SIGNAL), new byte[0]);
    }

    private Optional<String> attribute(String name) {
        return base.attribute(name);
    }

    private void tell(Path data) {
        String version = base.attribute(Attributes.VERSION).orElse("0");
        int major = version.matches("[0-9]{1,9}") ? Integer.parseInt(version) / 10_000 : 0;
        around.out().println("the cluster is in " + data);
        around.out().println("start it with PostgreSQL " + major + ", which then replays its log:");
        around.out().println("  chown -R postgres: " + data + "   # if you are root");
        around.out().println("  pg_ctl -D " + data + " -w start");
    }
}

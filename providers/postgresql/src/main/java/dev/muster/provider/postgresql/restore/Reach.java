package dev.muster.provider.postgresql.restore;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Stretch;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.postgresql.export.Aim;
import dev.muster.provider.postgresql.export.Captured;
import dev.muster.provider.postgresql.export.ReplayPlan;
import dev.muster.provider.postgresql.export.ReplayPlanner;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.Line;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Tells from which recovery point a target can be reached, where the time alone does not say.
public final class Reach {
    private final RestoreRequest request;
    private final BackupReader base;
    private final Optional<LogPosition> until;
    private final LogReader logs;
    private final Operation operation;

    public Reach(RestoreRequest request, Stretch stretch, LogReader logs, Operation operation) {
        this.request = request;
        this.base = stretch.base();
        this.until = stretch.until();
        this.logs = logs;
        this.operation = operation;
    }

    /// Whether the log after a point leads to a timeline.
    public static boolean leadsTo(RecoveryPoint point, String timeline, LogReader logs) {
        if (!Line.matches(point.from())) {
            return false;
        }
        Line root = Line.of(point.from());
        return Captured.of(root.system(), logs.ranges(), logs.histories())
                .lines(root, point.consistentFrom().offset())
                .stream()
                .anyMatch(line -> ReplayPlanner.isNamed(line, timeline));
    }

    /// The setting that makes PostgreSQL stop at a target, should it come by; empty for the end.
    public static Map<String, String> setting(RestoreTarget target) {
        return Aim.setting(target);
    }

    /// Whether the target occurs in the stretch of log.
    public boolean holds() throws InterruptedException {
        BackupFacts facts = new BackupFacts(base);
        Captured captured =
                Captured.of(Line.of(base.point().from()).system(), logs.ranges(), logs.histories());
        ReplayPlan plan;
        try {
            plan =
                    new ReplayPlanner(base.point(), captured, facts.segments())
                            .plan(new RestoreTarget.Latest(), request.line());
        } catch (MusterException unreachable) {
            // a hole after this base: what lies before it is looked through when it is chosen
            return false;
        }
        Aim aim = new Aim(request.target(), base.point().consistentFrom().offset());
        long limit = until.map(LogPosition::offset).orElse(Long.MAX_VALUE);
        try {
            new LogFeed(logs, facts.segments(), plan, aim, operation).look(limit);
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    base.point().component() + ": the log cannot be read: " + error, "", error);
        }
        return aim.isMet();
    }
}

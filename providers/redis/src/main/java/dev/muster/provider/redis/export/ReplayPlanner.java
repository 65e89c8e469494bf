package dev.muster.provider.redis.export;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.redis.export.ReplayPlan.Stretch;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.TargetText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells what of the captured stream leads from a base backup to a target, or why nothing does.
public final class ReplayPlanner {
    private final RecoveryPoint point;
    private final LogReader logs;
    private final List<Range> ranges;

    public ReplayPlanner(RecoveryPoint point, LogReader logs) {
        this.point = point;
        this.logs = logs;
        this.ranges = logs.ranges();
    }

    /// @param line the replication id to follow; empty for the one that reaches the latest
    public ReplayPlan plan(RestoreTarget target, Optional<String> line) {
        Chain chain = chain(line);
        return switch (target) {
            case RestoreTarget.Latest _ -> chain.until(chain.last().to());
            case RestoreTarget.AtTime(Instant time) -> atTime(chain, time);
            case RestoreTarget.AtPosition(LogPosition position) -> atPosition(position, chain);
            case RestoreTarget.AtTransaction _, RestoreTarget.AtName _ ->
                    throw RedisErrors.NO_SUCH_TARGET.error(
                            point.component() + ": '" + TargetText.of(target) + "' is no target",
                            "--to latest, a time, or an offset");
        };
    }

    /// Whether what was captured after the base backup leads to a replication id.
    public boolean leadsTo(String line) {
        return chains().stream().anyMatch(chain -> chain.visits(line));
    }

    private List<Chain> chains() {
        return Chain.of(point, ranges, logs.histories());
    }

    private Chain chain(Optional<String> line) {
        List<Chain> all = chains();
        return all.stream()
                .filter(chain -> line.isEmpty() || chain.visits(line.get()))
                .findFirst()
                .orElseThrow(() ->
                        RedisErrors.NO_LINE.error(
                                point.component()
                                        + ": nothing leads from "
                                        + point.id()
                                        + " to the replication id "
                                        + line.orElse(""),
                                seePoints()));
    }

    private ReplayPlan atTime(Chain chain, Instant time) {
        if (time.isBefore(point.consistentAt())) {
            throw before(time + " lies before " + point.consistentAt());
        }
        if (time.isAfter(chain.until())) {
            throw after(time + " lies after " + chain.until());
        }
        for (Stretch stretch : chain.stretches().reversed()) {
            Optional<LogPosition> arrived = logs.arrivedBy(stretch.line(), time);
            if (arrived.isPresent()
                    && Long.compareUnsigned(arrived.get().offset(), stretch.from()) > 0) {
                long offset = arrived.get().offset();
                boolean beyond = Long.compareUnsigned(offset, stretch.to()) > 0;
                return chain.until(beyond ? stretch.to() : offset);
            }
        }
        return chain.until(chain.start());
    }

    private ReplayPlan atPosition(LogPosition position, Chain newest) {
        String line = position.line();
        Chain chain = line.equals(RestoreTarget.NEWEST_LINE) ? newest : chain(Optional.of(line));
        long offset = position.offset();
        if (Long.compareUnsigned(offset, chain.start()) < 0) {
            throw before(offset + " lies before " + chain.start());
        }
        if (Long.compareUnsigned(offset, chain.last().to()) > 0) {
            throw ranges.stream().anyMatch(range -> holds(range, offset, chain))
                    ? hole(offset, chain.last().to())
                    : after(offset + " lies after " + chain.last().to());
        }
        return chain.until(offset);
    }

    private static boolean holds(Range range, long offset, Chain chain) {
        return chain.visits(range.from().line())
                && Long.compareUnsigned(range.from().offset(), offset) < 0
                && Long.compareUnsigned(offset, range.to().offset()) <= 0;
    }

    private MusterException before(String why) {
        return RedisErrors.BEFORE_BASE.error(
                point.component() + ": " + why + ", where the base " + point.id() + " begins",
                seePoints());
    }

    private MusterException after(String why) {
        return RedisErrors.AFTER_END.error(
                point.component() + ": " + why + ", where what was captured ends", seePoints());
    }

    private MusterException hole(long offset, long end) {
        return RedisErrors.HOLE.error(
                point.component() + ": nothing was captured from " + end + " on, before " + offset,
                seePoints());
    }

    private String seePoints() {
        return "muster points " + point.component();
    }
}

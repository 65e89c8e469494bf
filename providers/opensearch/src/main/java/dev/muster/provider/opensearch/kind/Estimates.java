package dev.muster.provider.opensearch.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
import java.time.Duration;

/// How long steps take: measured where a run was measured, else bytes at a careful rate.
final class Estimates {
    private static final long MIB = 1L << 20;

    /// Bytes a second that a modest machine keeps; earlier runs replace them.
    private static final long RESTORE_RATE = 150 * MIB;

    /// Of a node that copies shards out of a repository, with its own throttle.
    private static final long INDEX_RATE = 31 * MIB;

    /// What is assumed of a cluster that nobody has looked at.
    private static final ByteSize UNSEEN = new ByteSize(1024 * MIB);

    /// What a step takes however little there is to do.
    private static final Duration BESIDES = Duration.ofSeconds(2);

    private Estimates() {}

    static Estimate of(Action action, Situation<OpenSearchSettings> situation) {
        return situation
                .measured(action)
                .map(time ->
                        switch (action) {
                            case Action.Restore _, Action.Start _ ->
                                    Estimate.measured(time, size(situation), BESIDES);
                            default -> Estimate.measured(time);
                        })
                .orElseGet(() -> estimated(action, situation));
    }

    private static ByteSize size(Situation<OpenSearchSettings> situation) {
        return situation.base().orElse(UNSEEN);
    }

    private static Estimate estimated(Action action, Situation<OpenSearchSettings> situation) {
        ByteSize size = size(situation);
        return switch (action) {
            case Action.Fence _ ->
                    Estimate.estimated(Duration.ofSeconds(5), "a question and its answer");
            case Action.Restore _ ->
                    Estimate.estimated(
                            Estimate.atRate(size, RESTORE_RATE).plus(BESIDES),
                            size + " of snapshots at 150 MiB/s");
            case Action.Start _ ->
                    Estimate.estimated(
                            Estimate.atRate(size, INDEX_RATE).plus(BESIDES),
                            size + " of shards at 31 MiB/s");
            case Action.Verify _ ->
                    Estimate.estimated(Duration.ofSeconds(5), "questions to the cluster");
            case Action.Promote _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    Estimate.estimated(Duration.ZERO, "not part of a cluster's recovery");
        };
    }
}

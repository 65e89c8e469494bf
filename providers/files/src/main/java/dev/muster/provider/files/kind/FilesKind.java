package dev.muster.provider.files.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Look;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kind `files`: a folder with all that is in it, brought back from its recovery points.
public final class FilesKind implements ComponentKind<FilesSettings> {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String summary() {
        return "A folder: files of any number, with owners, modes, times, links and attributes.";
    }

    @Override
    public Class<FilesSettings> settings() {
        return FilesSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DATA, Capability.FILES);
    }

    @Override
    public Optional<Address> address(Situation<FilesSettings> situation, RegionId region) {
        return Optional.empty();
    }

    /// Nothing is fenced: whoever writes files is a component of its own, fenced as that.
    @Override
    public List<StepDraft> recipe(Situation<FilesSettings> situation) {
        if (!situation.isLost()) {
            return List.of();
        }
        return List.of(
                step(
                        situation,
                        new Action.Restore(
                                situation.component(), situation.in(), situation.target()),
                        Set.of(),
                        "the files are written anew from the newest fitting recovery point"),
                step(
                        situation,
                        new Action.Verify(situation.component(), situation.in()),
                        Set.of("restore"),
                        "all files must be readable and the required ones there before others use"
                                + " them"));
    }

    /// A frozen restore can do no harm late: it works in a folder of its own, whose names it moves
    /// only to where there are none.
    private StepDraft step(
            Situation<FilesSettings> situation, Action action, Set<String> after, String why) {
        return new StepDraft(
                action,
                after,
                why,
                LateEffect.IDEMPOTENT,
                true,
                estimate(action, situation).patience(SHORTEST_TIMEOUT),
                false);
    }

    @Override
    public Procedure byHand(Action action, Situation<FilesSettings> situation) {
        return new FilesByHand(situation).procedure(action);
    }

    @Override
    public Estimate estimate(Action action, Situation<FilesSettings> situation) {
        return FilesEstimates.of(action, situation);
    }

    @Override
    public List<Finding> rules(Situation<FilesSettings> situation) {
        return new FilesRules(situation).findings();
    }

    @Override
    public Look look() {
        return new Look("folder", "Files");
    }
}

package dev.muster.provider.local.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Look;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What no machine does: a call to a bank, a switch in another team's network. It has its place in
/// the order of things, its time, and an owner who does it and says what was seen.
public final class ManualKind implements ComponentKind<ManualSettings> {
    /// Writing down that it was done takes no longer, however long people take.
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "manual";
    }

    @Override
    public String summary() {
        return "Something that people do, by a written procedure; a run waits until they say that it"
                + " is done.";
    }

    @Override
    public Class<ManualSettings> settings() {
        return ManualSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public Optional<Address> address(Situation<ManualSettings> situation, RegionId region) {
        return Optional.empty();
    }

    @Override
    public List<StepDraft> recipe(Situation<ManualSettings> situation) {
        if (situation.lost().isEmpty()) {
            return List.of();
        }
        return List.of(
                new StepDraft(
                        new Action.Perform(
                                situation.component(),
                                situation.in(),
                                situation.settings().procedure()),
                        Set.of(),
                        "people do it: " + situation.settings().procedure().getFirst(),
                        LateEffect.IDEMPOTENT,
                        false,
                        TIMEOUT,
                        false));
    }

    /// The time stands with the first sentence: how it is spread nobody said.
    @Override
    public Procedure byHand(Action action, Situation<ManualSettings> situation) {
        ManualSettings settings = situation.settings();
        List<Instruction> instructions = new ArrayList<>();
        int last = settings.procedure().size() - 1;
        for (int i = 0; i <= last; i++) {
            instructions.add(
                    new Instruction(
                            settings.procedure().get(i),
                            Optional.empty(),
                            i == last ? settings.expect() : Optional.empty(),
                            i == 0 ? settings.takes() : Duration.ZERO,
                            i == last ? settings.undo() : Optional.empty(),
                            "Ask the owner of " + situation.component() + ".",
                            false));
        }
        return new Procedure("Do " + situation.component() + " by hand", instructions);
    }

    @Override
    public Estimate estimate(Action action, Situation<ManualSettings> situation) {
        return situation
                .measured(action)
                .map(Estimate::measured)
                .orElseGet(() -> Estimate.estimated(situation.settings().takes(), "its key takes"));
    }

    @Override
    public List<Finding> rules(Situation<ManualSettings> situation) {
        return List.of();
    }

    @Override
    public Look look() {
        return new Look("users", "by hand");
    }
}

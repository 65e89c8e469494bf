package dev.muster.kind.named;

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

/// A technology that is known by name and has no provider yet: it has its place in the order of
/// things, people bring it back, and what the strategy says of its times is believed.
///
/// @param summary one sentence for the reference page
/// @param data whether it holds data that must not be lost
public record NamedKind(String name, String summary, boolean data, Look look)
        implements ComponentKind<NamedSettings> {
    /// Where the strategy says nothing: long enough that nobody relies on it.
    public static final Duration ASSUMED = Duration.ofHours(1);

    /// Writing down that it was done takes no longer, however long people take.
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Override
    public Class<NamedSettings> settings() {
        return NamedSettings.class;
    }

    @Override
    public boolean provided() {
        return false;
    }

    @Override
    public Set<Capability> capabilities() {
        return data ? Set.of(Capability.DATA, Capability.NATIVE_POINTS) : Set.of();
    }

    @Override
    public Optional<Address> address(Situation<NamedSettings> situation, RegionId region) {
        return Optional.empty();
    }

    @Override
    public List<StepDraft> recipe(Situation<NamedSettings> situation) {
        if (situation.lost().isEmpty()) {
            return List.of();
        }
        return List.of(
                new StepDraft(
                        new Action.Perform(
                                situation.component(), situation.in(), sentences(situation)),
                        Set.of(),
                        "people do it, since " + name + " has no provider yet",
                        LateEffect.IDEMPOTENT,
                        false,
                        TIMEOUT,
                        false));
    }

    private List<String> sentences(Situation<NamedSettings> situation) {
        return situation
                .settings()
                .procedure()
                .orElseGet(() ->
                        List.of(
                                "Bring "
                                        + situation.component()
                                        + " ("
                                        + look.label()
                                        + ") back in "
                                        + situation.in()
                                        + " by its own means; its strategy does not say how."));
    }

    /// The time stands with the first sentence: how it is spread nobody said.
    @Override
    public Procedure byHand(Action action, Situation<NamedSettings> situation) {
        List<String> sentences = sentences(situation);
        Duration takes = situation.settings().takes().orElse(ASSUMED);
        List<Instruction> instructions = new ArrayList<>();
        int last = sentences.size() - 1;
        for (int i = 0; i <= last; i++) {
            instructions.add(
                    new Instruction(
                            sentences.get(i),
                            Optional.empty(),
                            Optional.empty(),
                            i == 0 ? takes : Duration.ZERO,
                            i == last ? situation.settings().undo() : Optional.empty(),
                            "Ask the owner of " + situation.component() + ".",
                            false));
        }
        return new Procedure(
                "Bring " + situation.component() + " back by hand (not checked by Muster)",
                instructions);
    }

    @Override
    public Estimate estimate(Action action, Situation<NamedSettings> situation) {
        return situation
                .measured(action)
                .map(Estimate::measured)
                .orElseGet(() ->
                        situation
                                .settings()
                                .takes()
                                .map(takes -> Estimate.estimated(takes, "its key takes"))
                                .orElseGet(() ->
                                        Estimate.estimated(
                                                ASSUMED, "assumed, its key takes is not there")));
    }

    @Override
    public Optional<Estimate> nativeLoss(Situation<NamedSettings> situation) {
        return situation
                .settings()
                .loses()
                .map(loses -> Estimate.estimated(loses, "its key loses"));
    }

    @Override
    public List<Finding> rules(Situation<NamedSettings> situation) {
        return List.of();
    }
}

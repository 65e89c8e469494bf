package dev.muster.kind;

import dev.muster.model.Address;
import dev.muster.model.RegionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A kind of component: what a strategy may say of it, and how it comes back.
///
/// Everything here is pure: the same arguments give the same value, nothing is read or touched. A
/// recovery that is special is special in [#recipe], where the plan shows it.
///
/// @param <S> the settings record. Each record component is a key of the component's mapping in the
///   strategy (`camelCase` is written `camel-case`), with its [Doc], its [Default] and, where the
///   type is `Optional`, the right to be absent; lists and maps are no exception. Keys that every
///   component has (`kind`, `tier`, `region`, `owner`, `depends-on`, `rpo`, `rto`, `protect`) are
///   not part of it; its component `recover`, if there is one, is a record whose keys stand beside
///   [Recovery]'s under `recover`.
public interface ComponentKind<S extends Record> {
    /// The word after `kind:`.
    String name();

    /// One sentence for the reference page.
    String summary();

    Class<S> settings();

    /// Whether there is a provider for it. One without is known by name: any key is accepted beside
    /// its own, and none of them is checked.
    default boolean provided() {
        return true;
    }

    /// What this kind can do at all; checks and plans read this and never the name.
    Set<Capability> capabilities();

    /// Where the component is reached when it runs in a region; empty where it is not reached.
    Optional<Address> address(Situation<S> situation, RegionId region);

    /// The steps that bring the component back as the situation asks, in any order; their `after`
    /// names orders them. Empty if nothing of it was lost.
    List<StepDraft> recipe(Situation<S> situation);

    /// The same action done by a person without Muster.
    Procedure byHand(Action action, Situation<S> situation);

    /// How long the action takes. Where [Situation#measured] has an earlier one, by that measure:
    /// only the kind knows whether there is more to do now than there was then.
    Estimate estimate(Action action, Situation<S> situation);

    /// What this kind finds wrong or weak in the situation.
    List<Finding> rules(Situation<S> situation);

    /// How much a scenario costs of a store that keeps its recovery points itself, as time before
    /// the loss; empty where nothing of it is left. Asked only of kinds with
    /// [Capability#NATIVE_POINTS].
    default Optional<Estimate> nativeLoss(Situation<S> situation) {
        return Optional.empty();
    }

    /// What the account that holds the component must allow, and no more.
    default List<Permission> permissions(Situation<S> situation) {
        return List.of();
    }

    /// How the node looks in diagrams.
    Look look();
}

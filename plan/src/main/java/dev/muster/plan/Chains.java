package dev.muster.plan;

import dev.muster.model.ComponentId;
import dev.muster.model.StepId;
import dev.muster.plan.Timetable.Slot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chains of a timetable: for each component the steps that decide when it is back.
public final class Chains {
    private final Map<StepId, Slot> byId = new HashMap<>();
    private final Map<ComponentId, Slot> last = new HashMap<>();

    private Chains() {}

    public static Chains of(Timetable timetable) {
        Chains chains = new Chains();
        for (Slot slot : timetable.slots()) {
            chains.byId.put(slot.step().id(), slot);
            chains.last.merge(slot.step().action().component(), slot, Chains::later);
        }
        return chains;
    }

    private static Slot later(Slot one, Slot other) {
        return other.finish().compareTo(one.finish()) >= 0 ? other : one;
    }

    /// In order; empty if the component has no steps.
    public List<Slot> to(ComponentId component) {
        Deque<Slot> chain = new ArrayDeque<>();
        Slot at = last.get(component);
        while (at != null) {
            chain.addFirst(at);
            at = decider(at);
        }
        return List.copyOf(chain);
    }

    /// Of the steps that a step waits for, the one that ends when it can begin.
    private @Nullable Slot decider(Slot slot) {
        return slot.step().after().stream()
                .sorted()
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                .filter(before -> before.finish().equals(slot.start()))
                .findFirst()
                .orElse(null);
    }
}

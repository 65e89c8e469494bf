package dev.muster.engine.machine;

import java.util.List;
import java.util.Optional;

/// How far a run that is aborted takes back what it did.
///
/// @param wish what was ordered
/// @param begun whether it was decided what is taken back, which waits until nothing is under way
/// @param order the steps that take something back, by number, one after another
/// @param next the place in that order of the one whose turn it is
/// @param left why nothing is taken back although that was wished
record Undo(Wish wish, boolean begun, List<Integer> order, int next, Optional<String> left) {
    static final Undo NONE = new Undo(Wish.NOTHING, false, List.of(), 0, Optional.empty());

    Undo {
        order = List.copyOf(order);
    }

    static Undo wished(Wish wish) {
        return new Undo(wish, false, List.of(), 0, Optional.empty());
    }

    /// Whether it waits for what is under way.
    boolean isPending() {
        return wish != Wish.NOTHING && !begun;
    }

    Undo begin(List<Integer> steps) {
        return new Undo(wish, true, steps, 0, Optional.empty());
    }

    Undo leave(String why) {
        return new Undo(wish, true, List.of(), 0, Optional.of(why));
    }

    Undo advance() {
        return new Undo(wish, begun, order, next + 1, left);
    }

    /// Nothing more is taken back.
    Undo giveUp() {
        return new Undo(Wish.NOTHING, begun, order, next, left);
    }

    /// How much is taken back.
    enum Wish {
        NOTHING,
        /// All, unless the run is past a point of no return.
        UP_TO_NO_RETURN,
        /// All that can be, whatever was done.
        EVERYTHING
    }
}

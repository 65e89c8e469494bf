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
/// @param recalled whether another controller had begun to take the run back: whatever is done of
///   it, the run does not go on and is no success
record Undo(
        Wish wish,
        boolean begun,
        List<Integer> order,
        int next,
        Optional<String> left,
        boolean recalled) {
    static final Undo NONE = new Undo(Wish.NOTHING, false, List.of(), 0, Optional.empty(), false);

    Undo {
        order = List.copyOf(order);
    }

    Undo wished(Wish other) {
        return new Undo(other, false, List.of(), 0, Optional.empty(), recalled);
    }

    Undo recall() {
        return new Undo(wish, begun, order, next, left, true);
    }

    /// Whether it waits for what is under way.
    boolean isPending() {
        return wish != Wish.NOTHING && !begun;
    }

    Undo begin(List<Integer> steps) {
        return new Undo(wish, true, steps, 0, Optional.empty(), recalled);
    }

    Undo leave(String why) {
        return new Undo(wish, true, List.of(), 0, Optional.of(why), recalled);
    }

    Undo advance() {
        return new Undo(wish, begun, order, next + 1, left, recalled);
    }

    /// Nothing more is taken back.
    Undo giveUp() {
        return new Undo(Wish.NOTHING, begun, order, next, left, recalled);
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

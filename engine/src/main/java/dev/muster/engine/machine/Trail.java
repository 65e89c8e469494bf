package dev.muster.engine.machine;

import org.jspecify.annotations.Nullable;

/// What became of the steps of a run, the latest first: each has begun, or is done. Immutable; one
/// more costs the same however many there are.
final class Trail {
    static final Trail EMPTY = new Trail(-1, false, null);

    final int step;
    final boolean done;
    final @Nullable Trail before;

    private Trail(int step, boolean done, @Nullable Trail before) {
        this.step = step;
        this.done = done;
        this.before = before;
    }

    Trail begun(int number) {
        return new Trail(number, false, this);
    }

    Trail done(int number) {
        return new Trail(number, true, this);
    }

    /// Not by recursion: a trail may be long.
    @Override
    public boolean equals(Object other) {
        Trail left = this;
        Trail right = other instanceof Trail trail ? trail : null;
        while (left != right) {
            if (left == null
                    || right == null
                    || left.step != right.step
                    || left.done != right.done) {
                return false;
            }
            left = left.before;
            right = right.before;
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Trail at = this; at != null; at = at.before) {
            hash = 31 * hash + 2 * at.step + (at.done ? 1 : 0);
        }
        return hash;
    }
}

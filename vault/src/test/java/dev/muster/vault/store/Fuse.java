package dev.muster.vault.store;

import java.util.concurrent.atomic.AtomicInteger;

/// Blows at the nth write, counting from 0; stores that share one die together, as they do for a
/// process that is killed.
public final class Fuse {
    /// What becomes of the write at which it blows, and of all use after it.
    public enum Death {
        /// The write did not happen; nothing answers any more.
        BEFORE,
        /// The write happened and its reply was lost; nothing answers any more.
        AFTER,
        /// There is no space for this write and all after it; reads go on.
        FULL
    }

    private final Death death;
    private final AtomicInteger left;
    private volatile boolean blown;

    public Fuse(Death death, int writes) {
        this.death = death;
        this.left = new AtomicInteger(writes);
    }

    public boolean isBlown() {
        return blown;
    }

    Death death() {
        return death;
    }

    /// Whether this write still goes through.
    boolean passes() {
        boolean passes = left.getAndDecrement() > 0;
        blown |= !passes;
        return passes;
    }
}

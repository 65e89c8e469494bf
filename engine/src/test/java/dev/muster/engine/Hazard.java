package dev.muster.engine;

/// Called before and after everything that is durable or has an effect; may kill by throwing.
@FunctionalInterface
public interface Hazard {
    void at(String point);

    Hazard NONE = point -> {};

    /// Thrown where a process died: from then on nothing that it does counts.
    final class Death extends Error {
        private static final long serialVersionUID = 1L;

        public Death(String point) {
            super("died " + point, null, false, false);
        }
    }

    /// Dies at the n-th point that it passes, and stays dead.
    static Hazard dieAt(int n) {
        return new Hazard() {
            private int passed;
            private boolean dead;

            @Override
            public synchronized void at(String point) {
                passed++;
                if (dead || passed == n) {
                    dead = true;
                    throw new Death(point);
                }
            }
        };
    }
}

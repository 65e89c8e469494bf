package dev.muster.demo.world;

/// Lets processes be started until the world is being closed. Who closes it knows that nothing
/// comes after, so that nothing is started behind the one that kills everything. Safe for many
/// threads.
final class Gate {
    private boolean shut;

    /// What goes through.
    interface Start<T> {
        T start();
    }

    /// @throws InterruptedException when the world is being closed
    synchronized <T> T pass(Start<T> start) throws InterruptedException {
        if (shut) {
            throw new InterruptedException("the demo is being closed");
        }
        return start.start();
    }

    synchronized void shut() {
        shut = true;
    }
}

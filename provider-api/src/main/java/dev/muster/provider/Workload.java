package dev.muster.provider;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Address;
import dev.muster.model.Fence;
import java.util.Optional;

/// Runs an application that keeps no data of its own.
public interface Workload<S extends Record> {
    ComponentKind<S> kind();

    /// Looks whether [#deploy] could start it on this machine: program, folder, port. Changes
    /// nothing.
    ///
    /// @throws dev.muster.model.MusterException for what is in the way, with the command to type
    default void requireDeployable(Target<S> target, Operation operation)
            throws InterruptedException {}

    /// Starts it in the target's region and waits until its health check is good. One that this
    /// token started and that is healthy is left as it is.
    ///
    /// @return where it is reached; empty for one that nobody connects to, such as a queue worker
    Optional<Address> deploy(Target<S> target, Operation operation) throws InterruptedException;

    /// Takes [#deploy] back, after a run was aborted: what it started stops. Nothing to do where it
    /// started nothing.
    default Fence withdraw(Target<S> target, Operation operation) throws InterruptedException {
        return fence(target, operation);
    }

    /// Stops it in the target's region and makes sure that it stays so, as far as that can be seen.
    Fence fence(Target<S> target, Operation operation) throws InterruptedException;
}

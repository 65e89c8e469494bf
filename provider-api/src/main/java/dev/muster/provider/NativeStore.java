package dev.muster.provider;

import dev.muster.kind.ComponentKind;
import java.util.List;
import java.util.Optional;

/// Watches over and recovers a data store whose service keeps its recovery points itself, such as
/// the versions of a bucket. Nothing of it passes through a vault.
///
/// Implementations hold no state between calls and are safe for many threads.
///
/// @param <S> settings of the kind
public interface NativeStore<S extends Record> {
    ComponentKind<S> kind();

    /// What the running store lacks of the protection that the strategy asks for. Changes nothing.
    Diagnosis diagnose(Target<S> target) throws InterruptedException;

    /// Looks whether [#restore] could do its work. Changes nothing and takes no time, so that it
    /// can be asked before anything is touched.
    ///
    /// @throws dev.muster.model.MusterException for what is in the way, with the command to type
    default void requireRestorable(Target<S> target, Operation operation)
            throws InterruptedException {}

    /// Brings the store back to the moment of the target's situation, in the target's region.
    /// Recovery points stay as they are. Run again under the same token, it goes on where it was.
    RestoreReport restore(Target<S> target, Scope scope, Operation operation)
            throws InterruptedException;

    /// Proves that the store in the target's region stands at the moment of the target's situation.
    Verification verify(Target<S> target, Operation operation) throws InterruptedException;

    /// The settings of the running store that a restore would lose, as the service's own document;
    /// empty where there are none.
    default Optional<String> settings(Target<S> target) throws InterruptedException {
        return Optional.empty();
    }

    /// What of a store is brought back.
    ///
    /// @param only names or beginnings of names; empty for all
    /// @param dryRun only says what would be done
    record Scope(List<String> only, boolean dryRun) {
        /// All of it.
        public static final Scope ALL = new Scope(List.of(), false);

        public Scope {
            only = List.copyOf(only);
        }
    }
}

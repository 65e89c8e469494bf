package dev.muster.vault.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps objects by name, each written once. Safe for many threads and many processes.
///
/// **Names** are parts of `A-Z a-z 0-9 . _ % -` joined by `/`; no part begins with a dot.
///
/// **Idempotency**: [#putIfAbsent] may be repeated after any error; an object is there whole or not
/// at all, and once it was reported stored it survives a loss of power. A caller whose reply was
/// lost finds [Put#EXISTS] and compares.
///
/// **Retries** of what can pass (a dropped connection, a throttled request) are the store's own
/// duty, within some seconds; an error that reaches the caller is final for this use. A failed sync
/// is never retried: the store refuses all further use.
///
/// **Errors** are [dev.muster.vault.VaultErrors]: `UNREACHABLE`, `NO_SPACE` (names place and
/// bytes), `STORE_FAILED`. An absent object is no error.
public interface VaultStore {
    /// The address, for messages.
    String address();

    Put putIfAbsent(String name, ByteBuffer content);

    default Put putIfAbsent(String name, byte[] content) {
        return putIfAbsent(name, ByteBuffer.wrap(content));
    }

    /// The whole object.
    Optional<byte[]> get(String name);

    /// At most `length` bytes from `offset` on; fewer where the object ends.
    Optional<byte[]> range(String name, long offset, int length);

    /// The whole object as a mapped file, to look things up in without memory; empty where it is
    /// absent, or the store has no such files.
    default Optional<ByteBuffer> view(String name) {
        return Optional.empty();
    }

    /// All objects whose name begins with the prefix, which is empty or ends in `/`, by name.
    List<StoredObject> list(String prefix);

    boolean exists(String name);

    /// Removes an object; nothing happens if it is absent. Needs the right to delete.
    void delete(String name);

    /// Moves an object below `corrupt/`, so that its name is free again; nothing happens if it is
    /// absent.
    void setAside(String name);

    /// Whether another place may show at the address while it is used, as an empty folder does
    /// where a disk is not mounted any more. Such a store is looked at before each write.
    default boolean mayBeUnmounted() {
        return true;
    }

    /// What the storage keeps us from doing. Writes and deletes an object below `probe/`.
    default Guard guard() {
        return Guard.NONE;
    }

    /// How long the storage is asked to keep each object that is stored; empty if it is not.
    default Optional<Duration> lock() {
        return Optional.empty();
    }

    /// Keeps an object from being deleted by anybody until a moment, unless it is kept for long
    /// enough, where there is a [#lock]. Never shortens what was asked before.
    ///
    /// @param enough an end of its lock that needs no request
    /// @return whether it had to be asked for; false where the object is absent, or without a lock
    default boolean lockUntil(String name, Instant enough, Instant until) {
        return false;
    }

    /// Drops what writers that died left behind, where that is safe whatever they do when they
    /// wake.
    default void sweep() {}

    /// What a put did.
    enum Put {
        STORED,
        /// The name was taken before; with which bytes is not said.
        EXISTS
    }
}

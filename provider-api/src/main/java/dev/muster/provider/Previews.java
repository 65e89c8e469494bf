package dev.muster.provider;

import dev.muster.model.Address;
import dev.muster.model.ByteSize;
import dev.muster.model.RestoreTarget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Opens scratch copies of a data store that can be read and not written, stand at a moment, and
/// can be moved on to later ones without restoring again. A server runs on each, here, for this
/// host's own use.
///
/// @param <S> settings of the kind
public interface Previews<S extends Record> {
    /// Whether a folder holds a preview of this component, open or not.
    boolean isPreview(Target<S> target, Path folder);

    /// Restores into the request's folder and opens it at the request's moment. Begins anew what an
    /// attempt left that did not come that far.
    ///
    /// @param port where it is to be reached
    Shown open(
            Target<S> target,
            RestoreRequest request,
            int port,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException;

    /// Where a preview stands. Opens it again if its server was stopped.
    Shown look(Target<S> target, Path folder, Operation operation) throws InterruptedException;

    /// Moves a preview on to a later moment.
    ///
    /// @throws dev.muster.model.MusterException if the moment is not later, with nothing changed
    Shown advance(Target<S> target, Path folder, RestoreTarget later, Operation operation)
            throws InterruptedException;

    /// Ends a preview and deletes all of it.
    void discard(Target<S> target, Path folder, Operation operation) throws InterruptedException;

    /// Writes a part of what an open preview shows, as it is there.
    ///
    /// @return how much was written
    /// @throws dev.muster.model.MusterException if it is not there or may not be read, with nothing
    ///   written
    ByteSize extract(Target<S> target, Path folder, Part part, Operation operation)
            throws InterruptedException;

    /// Where a preview stands.
    ///
    /// @param address where it is reached
    /// @param position the log position that it has reached, in the store's words
    /// @param moment the moment that was asked for, or else the last transaction's
    /// @param lastTransaction when the last transaction that it shows ended, by the source's clock
    /// @param atEnd all that was captured is in it
    /// @param command what to type to look into it
    record Shown(
            Address address,
            String position,
            Optional<Instant> moment,
            Optional<Instant> lastTransaction,
            boolean atEnd,
            String command) {}

    /// A part of a store.
    ///
    /// @param name of a table, or of a database
    /// @param isTable or else a whole database
    /// @param database the database that a table is in; empty for the one of the strategy
    /// @param into where it goes
    record Part(String name, boolean isTable, Optional<String> database, Destination into) {}

    /// Where a part goes.
    sealed interface Destination {
        /// A new file of SQL.
        record NewFile(Path path) implements Destination {}

        /// A running server, all or nothing.
        ///
        /// @param connection as its own tools take it, such as `postgresql://host/database`
        record Server(String connection) implements Destination {}
    }
}

package dev.muster.provider;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Address;
import dev.muster.model.ErrorCode;
import dev.muster.model.Fence;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.Diagnosis.Symptom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// Protects and recovers a data store.
///
/// Implementations hold no state between calls and are safe for many threads.
///
/// @param <S> settings of the kind
public interface DataStore<S extends Record> {
    ComponentKind<S> kind();

    /// Looks whether everything that protection needs is there: reachable, a supported version,
    /// grants, settings. Changes nothing.
    ///
    /// @throws dev.muster.model.MusterException for what is missing, with the command to type
    Examination examine(Target<S> target) throws InterruptedException;

    /// As [#examine], but goes on after the first thing that is missing, so that all of it can be
    /// put right at once.
    default Diagnosis diagnose(Target<S> target) throws InterruptedException {
        try {
            Examination seen = examine(target);
            return new Diagnosis(
                    Optional.of(seen.version()),
                    Optional.of(seen.size()),
                    seen.notes().stream().map(note -> Symptom.warning(note, "")).toList());
        } catch (MusterException refused) {
            return new Diagnosis(Optional.empty(), Optional.empty(), List.of(Symptom.of(refused)));
        }
    }

    /// Takes a base backup. Everything goes to the writer; the caller makes it a recovery point.
    BackupSummary backup(Target<S> target, BackupWriter writer, Operation operation)
            throws InterruptedException;

    /// Whether a backup that failed so could have been spoilt by what it took over unread from the
    /// one before: it is tried again, and then without that.
    default boolean isSpoilt(ErrorCode failed) {
        return false;
    }

    /// Captures the log until cancelled or until the connection is lost; the caller starts it
    /// again. Bytes are acknowledged to the source only when [LogSink#flush] said that they are
    /// durable.
    ///
    /// Where the source lacks log that was never captured, a store goes on where it can and tells
    /// [LogSink#gap], or it refuses.
    ///
    /// @throws dev.muster.model.MusterException when it refuses, until a new base backup
    void capture(Target<S> target, LogSink sink, Operation operation) throws InterruptedException;

    /// Lets the source's commits through without our acknowledgement, for good: what
    /// `degrade-after` does, and what ends synchronous capture. Others that the source waits for
    /// stay. [#capture] with `synchronous` turns it on again. Nothing to do where the store has not
    /// the capability.
    default void releaseCommits(Target<S> target, Operation operation)
            throws InterruptedException {}

    /// Watches, twice a second, whether the source's commits wait for our acknowledgement and how
    /// far that came, until cancelled or until the connection is lost; the caller starts it again.
    /// Where `letThrough` says so, commits are let through at once, as by [#releaseCommits].
    /// Nothing to do where the store has not the capability.
    ///
    /// @throws dev.muster.model.MusterException when the source cannot be asked, or refuses to let
    ///   its commits through
    default void watchCommits(Target<S> target, Predicate<Commits> letThrough, Operation operation)
            throws InterruptedException {}

    /// What a source says of its commits.
    ///
    /// @param waiting no commit is acknowledged without us
    /// @param end the end of its log, as a number that grows
    /// @param acknowledged up to where a receiver of ours has acknowledged; empty where none is
    ///   connected
    record Commits(boolean waiting, long end, OptionalLong acknowledged) {}

    /// Where the data folder of the restored store is, as the strategy says.
    Path restoreFolder(Target<S> target);

    /// Looks whether [#restore] and [#start] could do their work on this machine: folder, space,
    /// programs, port. Changes nothing and takes no time, so that it can be asked before the old
    /// one is fenced.
    ///
    /// @throws dev.muster.model.MusterException for what is in the way, with the command to type
    default void requireRestorable(
            Target<S> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {}

    /// Whether the log after a recovery point leads to a branch of history, as told from what was
    /// captured alone.
    ///
    /// @param line as in [RestoreRequest#line]
    default boolean leadsTo(RecoveryPoint point, String line, LogReader logs) {
        return false;
    }

    /// How people name the branch of history of a position, as in [RestoreRequest#line].
    default String lineName(LogPosition position) {
        return position.line();
    }

    /// Looks in the log itself for a target that only the log knows: a transaction or a name.
    default boolean occurs(
            RestoreRequest request, Stretch stretch, LogReader logs, Operation operation)
            throws InterruptedException {
        return false;
    }

    /// Opens restored copies for looking into them, where the store can do that.
    default Optional<Previews<S>> previews() {
        return Optional.empty();
    }

    /// Brings a base backup back into a folder, with the log laid out so that [#start] replays it
    /// to the request's target. The store is not started. An unreachable target is refused before
    /// anything is touched.
    ///
    /// Idempotent under the token: a folder that this token completed is left as it is, one that it
    /// began is begun again; a folder with foreign content is refused. In place, what is there
    /// stays until all of the new is, and an attempt that was completed is made again.
    ///
    /// @return what is not as it was
    RestoreReport restore(
            Target<S> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException;

    /// Starts a restored store, waits until it has replayed and takes writes.
    Started start(Target<S> target, Operation operation) throws InterruptedException;

    /// What speaks against [#promote] in the target's region, as far as it can be told before the
    /// old one is fenced; empty if nothing is known to. Changes nothing.
    ///
    /// @throws dev.muster.model.MusterException if neither a promotion nor a restore may take that
    ///   place, with the command to type
    default Optional<String> hindrance(Target<S> target, Operation operation)
            throws InterruptedException {
        return Optional.of("a " + kind().name() + " has no standby");
    }

    /// How the standby stands that [#promote] would let take over in the target's region; empty
    /// where the store has none such. Changes nothing, and is asked often.
    ///
    /// @throws dev.muster.model.MusterException if it is not there, cannot be asked, or is no
    ///   standby any more
    default Optional<Following> following(Target<S> target) throws InterruptedException {
        return Optional.empty();
    }

    /// A standby that follows its source.
    ///
    /// @param replayed the end of what it has replayed
    /// @param behind how long ago it had replayed all that its source had written then
    record Following(LogPosition replayed, Duration behind) {}

    /// Lets the standby in the place of the restored store take over, once it has all that was
    /// captured; the old one is fenced. Only where the kind has
    /// [dev.muster.kind.Capability#STANDBY]. Run again, it goes on where it was.
    ///
    /// @param base the newest recovery point that leads to what was captured last
    default Promotion promote(
            Target<S> target, BackupReader base, LogReader logs, Operation operation)
            throws InterruptedException {
        return new Promotion.Impossible("a " + kind().name() + " has no standby", false);
    }

    /// How an attempt to promote ended.
    sealed interface Promotion {
        /// It takes writes, and lacks nothing that was captured.
        record Promoted(Started started) implements Promotion {}

        /// It cannot be promoted, or only with a loss. No server runs there any more.
        ///
        /// @param occupied whether it is still in its folder, to be put aside by a restore in place
        record Impossible(String why, boolean occupied) implements Promotion {}
    }

    /// Proves that the running store in the target's region is whole.
    Verification verify(Target<S> target, Operation operation) throws InterruptedException;

    /// Makes sure that the store in the target's region takes no more writes, and says how sure
    /// that is. `receiver` says what is known of our own capture of it.
    Fence fence(Target<S> target, CaptureState receiver, Operation operation)
            throws InterruptedException;

    /// What is known of the capture of a source when it is to be fenced.
    ///
    /// @param synchronous the source's commits waited for our acknowledgement, as seen on the
    ///   source and not only as configured
    /// @param stopped no receiver of ours acknowledges any more, and none will at a lower epoch
    record CaptureState(boolean synchronous, boolean stopped) {}

    /// The log after a backup, from where that is consistent.
    ///
    /// @param until where it ends; empty for the end of what was captured
    record Stretch(BackupReader base, Optional<LogPosition> until) {}

    /// What was started.
    ///
    /// @param address where it is reached
    /// @param reached the moment that its data stands at, in the store's own words: log position
    ///   and time of the last replayed transaction
    record Started(Address address, String reached) {}
}

package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Address;
import dev.muster.model.Epoch;
import dev.muster.model.Fence;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Timing;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.DataStore;
import dev.muster.provider.DataStore.CaptureState;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.LogReader;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every [DataStore] keeps. Inherit it in a short class and give it a real server to work on,
/// a new one for each test.
///
/// @param <S> settings of the kind
@Timeout(180)
public abstract class DataStoreContract<S extends Record> {
    /// Longest that an operation may go on after it was cancelled.
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(5);

    protected final Timing timing = new RealTiming();

    @TempDir
    @SuppressWarnings("NullAway.Init") // filled in by JUnit
    Path workspaces;

    protected abstract DataStore<S> store();

    /// The running source, in its own region, protected with log capture that commits do not wait
    /// for. The same value for every call within one test, as for all that follow.
    protected abstract Target<S> home();

    /// The same component, lost there and coming back in another region.
    protected abstract Target<S> recovery();

    /// A source that nobody answers for.
    protected abstract Target<S> unreachable();

    /// Writes a number into the source and returns once that is acknowledged.
    protected abstract void write(int number) throws Exception;

    /// The end of the source's log after the last acknowledged write.
    protected abstract LogPosition sourceEnd() throws Exception;

    /// The numbers that a store at an address holds.
    protected abstract Set<Integer> numbers(Address address) throws Exception;

    /// Kills the source the hard way.
    protected abstract void killSource() throws Exception;

    @Test
    void anExaminationTellsVersionAndSize() throws Exception {
        assertThat(store().examine(home()).version()).matches(".+ [0-9].*");
        assertThat(store().examine(home()).size().bytes()).isPositive();
    }

    @Test
    void aSourceThatNobodyAnswersForIsToldWithWhatToType() {
        assertThatThrownBy(() -> store().examine(unreachable()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(unreachable().component().value())
                .satisfies(error -> assertThat(((MusterException) error).hint()).isNotEmpty());
    }

    @Test
    void everythingThatWasCapturedComesBack() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<S> capture = capturing(log)) {
            writeUpTo(20);
            base = backup();
            writeFrom(21, 40);
            capture.awaitAll(sourceEnd());
        }
        killSource();

        Started started = recover(base, log, new RestoreTarget.Latest());

        assertThat(numbers(started.address())).isEqualTo(upTo(40));
        assertThat(started.reached()).isNotEmpty();
        assertThat(store().verify(recovery(), operation("verify")).passed()).isTrue();
    }

    @Test
    void aMomentBetweenTwoWritesBringsBackTheFirstOnly() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        Instant between;
        try (CaptureRun<S> capture = capturing(log)) {
            base = backup();
            writeUpTo(10);
            // a log whose own times are coarse tells moments by when it arrived
            capture.awaitAll(sourceEnd());
            timing.pause(Duration.ofMillis(50));
            between = timing.instant();
            timing.pause(Duration.ofMillis(50));
            writeFrom(11, 20);
            capture.awaitAll(sourceEnd());
        }
        killSource();

        Started started = recover(base, log, new RestoreTarget.AtTime(between));

        assertThat(numbers(started.address())).isEqualTo(upTo(10));
    }

    @Test
    void aCaptureWhoseDiskFailedGoesOnWhereItsDurableLogEnds() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<S> capture = capturing(log)) {
            capture.awaitAll(sourceEnd());
        }
        BackupReader base = backup();
        int written = 0;
        for (int round = 0; round < 4; round++) {
            try (CaptureRun<S> failing = new CaptureRun<>(store(), home(), operation("capture"))) {
                failing.start(new FaultySink(log, 2 + round));
                do {
                    write(++written);
                } while (!failing.endsWithin(Duration.ofMillis(1)));
                assertThat(failing.failure()).hasMessageContaining("disk of the spool");
            }
            log.crash();
        }
        try (CaptureRun<S> capture = capturing(log)) {
            capture.awaitAll(sourceEnd());
        }
        assertThat(log.ranges()).hasSize(1);
        killSource();

        Started started = recover(base, log, new RestoreTarget.Latest());

        assertThat(numbers(started.address())).isEqualTo(upTo(written));
    }

    @Test
    void aCancelledCaptureEndsWithinSecondsAndKeepsWhatArrived() throws Exception {
        MemoryLog log = new MemoryLog();
        LogPosition end;
        try (CaptureRun<S> capture = capturing(log)) {
            writeUpTo(5);
            end = sourceEnd();
            capture.awaitAll(end);

            capture.cancel();

            assertThat(capture.endsWithin(CANCEL_GRACE)).isTrue();
            assertThat(capture.failure()).isInstanceOf(InterruptedException.class);
        }
        assertThat(log.has(end)).isTrue();
    }

    @Test
    void aCancelledBackupEnds() {
        TestOperation operation = operation("backup");
        operation.cancel();

        assertThatThrownBy(() -> store().backup(home(), new MemoryBackup(), operation))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void restoringAgainUnderTheSameTokenChangesNothing() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base = captureAndBackUp(log, 5);
        restore(base, log, new RestoreTarget.Latest());
        Set<String> before = listing();

        store().restore(
                        recovery(),
                        request(new RestoreTarget.Latest()),
                        Faults.damaged(base),
                        log,
                        operation("restore"));

        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void aRestoreFromADamagedBackupLeavesNothingAndCanBeginAgain() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base = captureAndBackUp(log, 5);
        killSource();

        assertThatThrownBy(() -> restore(Faults.damaged(base), log, new RestoreTarget.Latest()))
                .isInstanceOf(MusterException.class);
        assertNothingRestored();

        Started started = recover(base, log, new RestoreTarget.Latest());
        assertThat(numbers(started.address())).isEqualTo(upTo(5));
    }

    @Test
    void aRestoreFromDamagedLogLeavesNothing() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base = captureAndBackUp(log, 5);
        LogPosition damage = sourceEnd().plus(-100);

        assertThatThrownBy(() ->
                        restore(base, Faults.damaged(log, damage), new RestoreTarget.Latest()))
                .isInstanceOf(MusterException.class);
        assertNothingRestored();
    }

    @Test
    void aFolderWithForeignContentIsRefusedAndLeftAlone() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base = captureAndBackUp(log, 5);
        Path folder = Files.createDirectories(store().restoreFolder(recovery()));
        Files.writeString(folder.resolve("precious"), "mine");

        assertThatThrownBy(() -> restore(base, log, new RestoreTarget.Latest()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(folder.toString());
        assertThat(listing()).containsExactly("precious");
    }

    @Test
    void momentsOutsideTheWindowAreRefusedWithNothingTouched() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base = captureAndBackUp(log, 5);
        Instant before = base.point().consistentAt().minusSeconds(1);
        Instant after = timing.instant().plus(Duration.ofHours(1));

        for (Instant outside : new Instant[] {before, after}) {
            assertThatThrownBy(() -> restore(base, log, new RestoreTarget.AtTime(outside)))
                    .isInstanceOf(MusterException.class)
                    .satisfies(error -> assertThat(((MusterException) error).hint()).isNotEmpty());
            assertNothingRestored();
        }
    }

    @Test
    void startingAgainUnderTheSameTokenGivesTheSameResult() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base = captureAndBackUp(log, 5);
        killSource();
        Started first = recover(base, log, new RestoreTarget.Latest());

        Started again = store().start(recovery(), operation("start"));

        assertThat(again).isEqualTo(first);
    }

    @Test
    void aRunningSourceIsNeverSaidToBeFenced() throws Exception {
        write(1);
        try {
            CaptureState nothing = new CaptureState(false, true);
            assertThat(store().fence(home(), nothing, operation("fence"))).isEqualTo(Fence.ASSUMED);
        } catch (MusterException refused) {
            assertThat(refused.hint()).isNotEmpty();
        }
        write(2);
    }

    @Test
    void aKilledSourceIsFenced() throws Exception {
        killSource();

        Fence fence = store().fence(home(), new CaptureState(false, true), operation("fence"));

        assertThat(fence).isEqualTo(fenceOfKilled());
    }

    /// What a fence says of a source that was killed on a host that the test can see.
    protected Fence fenceOfKilled() {
        return Fence.PROVED;
    }

    private BackupReader captureAndBackUp(MemoryLog log, int writes) throws Exception {
        try (CaptureRun<S> capture = capturing(log)) {
            BackupReader base = backup();
            writeUpTo(writes);
            capture.awaitAll(sourceEnd());
            return base;
        }
    }

    /// A capture that runs until it is closed.
    protected final CaptureRun<S> capturing(MemoryLog log) {
        CaptureRun<S> run = new CaptureRun<>(store(), home(), operation("capture"));
        run.start(log);
        return run;
    }

    protected final BackupReader backup() throws InterruptedException {
        MemoryBackup backup = new MemoryBackup();
        BackupSummary summary = store().backup(home(), backup, operation("backup"));
        return backup.reader(home().component(), "point-1", summary);
    }

    protected final void restore(BackupReader base, LogReader log, RestoreTarget target)
            throws InterruptedException {
        store().restore(recovery(), request(target), base, log, operation("restore"));
    }

    protected final Started recover(BackupReader base, LogReader log, RestoreTarget target)
            throws InterruptedException {
        restore(base, log, target);
        return store().start(recovery(), operation("start"));
    }

    private RestoreRequest request(RestoreTarget target) {
        return new RestoreRequest(store().restoreFolder(recovery()), target);
    }

    protected final void assertNothingRestored() throws IOException {
        Path folder = store().restoreFolder(recovery());
        assertThat(folder).doesNotExist();
        Path above = folder.getParent();
        if (above != null && Files.exists(above)) {
            try (Stream<Path> left = Files.list(above)) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .noneMatch(name -> name.startsWith(folder.getFileName().toString()));
            }
        }
    }

    private Set<String> listing() throws IOException {
        Path folder = store().restoreFolder(recovery());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    private void writeUpTo(int last) throws Exception {
        writeFrom(1, last);
    }

    private void writeFrom(int first, int last) throws Exception {
        for (int number = first; number <= last; number++) {
            write(number);
        }
    }

    private static Set<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().collect(Collectors.toSet());
    }

    /// An operation whose workspace is the same for the same token.
    protected final TestOperation operation(String token) {
        try {
            Path workspace = Files.createDirectories(workspaces.resolve(token));
            return new TestOperation(token, Epoch.FIRST, workspace, timing);
        } catch (IOException impossible) {
            throw new AssertionError("no workspace for " + token, impossible);
        }
    }
}

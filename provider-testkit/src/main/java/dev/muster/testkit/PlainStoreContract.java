package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Capability;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Timing;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.DataStore;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every [DataStore] keeps that has recovery points, but no log and nothing to start. Inherit
/// it in a short class and give it something real to work on, new for each test.
///
/// @param <S> settings of the kind
@Timeout(180)
public abstract class PlainStoreContract<S extends Record> {
    protected final Timing timing = new RealTiming();

    @TempDir
    @SuppressWarnings("NullAway.Init") // filled in by JUnit
    Path workspaces;

    protected abstract DataStore<S> store();

    /// The source, in its own region. The same value for every call within one test, as for all
    /// that follow.
    protected abstract Target<S> home();

    /// The same component, lost there and coming back in another region.
    protected abstract Target<S> recovery();

    /// A source that is not there.
    protected abstract Target<S> unreachable();

    /// Writes a number into the source.
    protected abstract void write(int number) throws Exception;

    /// The numbers that a restored folder holds.
    protected abstract Set<Integer> numbers(Path folder) throws Exception;

    @Test
    void itSaysThatItHoldsDataAndNoLog() {
        assertThat(store().kind().capabilities())
                .contains(Capability.DATA)
                .doesNotContain(Capability.CONTINUOUS_CAPTURE, Capability.POINT_IN_TIME);
    }

    @Test
    void anExaminationTellsVersionAndSize() throws Exception {
        assertThat(store().examine(home()).version()).matches(".+ [0-9].*");
        assertThat(store().examine(home()).size().bytes()).isPositive();
    }

    @Test
    void aSourceThatIsNotThereIsToldWithWhatToType() {
        assertThatThrownBy(() -> store().examine(unreachable()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(unreachable().component().value())
                .satisfies(error -> assertThat(((MusterException) error).hint()).isNotEmpty());
    }

    @Test
    void whatWasBackedUpComesBackAndIsVerified() throws Exception {
        writeUpTo(20);
        BackupReader base = backup();
        write(21);

        restore(base, new RestoreTarget.Latest());

        assertThat(numbers(folder())).isEqualTo(upTo(20));
        assertThat(store().verify(recovery(), operation("verify")).passed()).isTrue();
    }

    @Test
    void aFolderThatIsNotThereIsNotVerified() throws Exception {
        assertThat(store().verify(recovery(), operation("verify")).passed()).isFalse();
    }

    @Test
    void aCancelledBackupEnds() {
        TestOperation operation = operation("backup");
        operation.cancel();

        assertThatThrownBy(() -> store().backup(home(), new MemoryBackup(), operation))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aBackupTellsHowFarItIs() throws Exception {
        writeUpTo(5);
        TestOperation operation = operation("backup");
        store().backup(home(), new MemoryBackup(), operation);

        assertThat(operation.stage()).isNotEmpty();
        assertThat(operation.done()).isPositive();
    }

    @Test
    void restoringAgainUnderTheSameTokenChangesNothing() throws Exception {
        writeUpTo(5);
        BackupReader base = backup();
        restore(base, new RestoreTarget.Latest());
        Set<String> before = listing();

        store().restore(
                        recovery(),
                        request(new RestoreTarget.Latest()),
                        Faults.damaged(base),
                        new MemoryLog(),
                        operation("restore"));

        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void aFolderWithForeignContentIsRefusedAndLeftAlone() throws Exception {
        writeUpTo(5);
        BackupReader base = backup();
        Path folder = Files.createDirectories(folder());
        Files.writeString(folder.resolve("precious"), "mine");

        assertThatThrownBy(() -> restore(base, new RestoreTarget.Latest()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(folder.toString());
        assertThat(listing()).containsExactly("precious");
    }

    @Test
    void momentsBeforeTheRecoveryPointAreRefusedWithNothingTouched() throws Exception {
        writeUpTo(5);
        BackupReader base = backup();
        RestoreTarget before =
                new RestoreTarget.AtTime(base.point().consistentAt().minusSeconds(1));

        assertThatThrownBy(() -> restore(base, before))
                .isInstanceOf(MusterException.class)
                .satisfies(error -> assertThat(((MusterException) error).hint()).isNotEmpty());
        assertThat(folder()).doesNotExist();
    }

    @Test
    void whatOnlyALogCouldReachIsRefused() throws Exception {
        BackupReader base = backup();

        assertThatThrownBy(() -> restore(base, new RestoreTarget.AtTransaction("771")))
                .isInstanceOf(MusterException.class);
        assertThat(folder()).doesNotExist();
    }

    protected final BackupReader backup() throws InterruptedException {
        MemoryBackup backup = new MemoryBackup();
        BackupSummary summary = store().backup(home(), backup, operation("backup"));
        return backup.reader(home().component(), "point-1", summary);
    }

    protected final void restore(BackupReader base, RestoreTarget target)
            throws InterruptedException {
        store().restore(recovery(), request(target), base, new MemoryLog(), operation("restore"));
    }

    private RestoreRequest request(RestoreTarget target) {
        return new RestoreRequest(folder(), target);
    }

    private Path folder() {
        return store().restoreFolder(recovery());
    }

    private Set<String> listing() throws IOException {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void writeUpTo(int last) throws Exception {
        for (int number = 1; number <= last; number++) {
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

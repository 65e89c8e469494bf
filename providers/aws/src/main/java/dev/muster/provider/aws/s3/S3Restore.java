package dev.muster.provider.aws.s3;

import dev.muster.model.ByteSize;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// Brings a bucket to a moment: first the manifest of all that is to be done, then that, a batch at
/// a time. A restore that was killed goes on behind its last whole batch.
final class S3Restore {
    /// After so many changes it is kept how far it came.
    private static final int BATCH = 1000;

    /// Requests at once. S3 takes 3,500 writes a second for a prefix; more at once only waits.
    private static final int WORKERS = 48;

    /// How many of what is lost are named.
    private static final int NAMED = 100;

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

    private final Aim aim;
    private final Operation operation;
    private final Copier copier;
    private final Bucket from;
    private final Bucket to;
    private final Manifest manifest;
    private final int batch;
    private List<String> lost = List.of();

    S3Restore(Aim aim, Bucket from, Bucket to, Operation operation) {
        this(aim, from, to, operation, new Copier(from, to), BATCH);
    }

    S3Restore(Aim aim, Bucket from, Bucket to, Operation operation, Copier copier, int batch) {
        this.aim = aim;
        this.from = from;
        this.to = to;
        this.operation = operation;
        this.copier = copier;
        this.manifest = new Manifest(operation.workspace(), aim);
        this.batch = batch;
    }

    /// Writes the manifest, and nothing into a bucket.
    RestoreReport plan() throws InterruptedException {
        operation.progress().stage("listing versions");
        Manifest.Sum sum = manifest.write(new Comparison(aim, from, to), operation);
        List<String> notes = new ArrayList<>();
        notes.add(Manifest.text(sum) + ", of " + sum.examined() + " versions");
        notes.add("all of it stands in " + manifest.file());
        return new RestoreReport(
                sum.changes(), new ByteSize(sum.bytes()), ByteSize.ZERO, notes, archived(sum));
    }

    private static List<String> archived(Manifest.Sum sum) {
        return sum.archived() == 0
                ? List.of()
                : List.of(
                        sum.archived()
                                + " versions lie in an archive; thaw them first: aws s3api"
                                + " restore-object");
    }

    /// What an earlier try left undone is done first. The bucket may have changed since that try,
    /// so that all of it is looked at once more.
    RestoreReport run() throws InterruptedException {
        to.requireVersions();
        Optional<Manifest.Sum> left = manifest.known();
        if (left.isPresent()) {
            apply(left.get(), true);
        }
        operation.progress().stage("listing versions");
        Manifest.Sum sum = manifest.write(new Comparison(aim, from, to), operation);
        apply(sum, false);
        return report(left.map(sum::plus).orElse(sum));
    }

    private void apply(Manifest.Sum sum, boolean takenUp) throws InterruptedException {
        operation.progress().total(sum.bytes());
        long done = manifest.done();
        operation.progress().stage("copying versions");
        boolean again = takenUp;
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS, VIRTUAL);
                Manifest.Reader reader = manifest.from(done)) {
            for (List<Change> changes = reader.next(batch);
                    !changes.isEmpty();
                    changes = reader.next(batch)) {
                operation.checkCancelled();
                List<String> newlyLost = apply(workers, changes, again);
                done += changes.size();
                manifest.done(done, newlyLost);
                again = false;
            }
        }
        lost = manifest.lost();
        manifest.close();
    }

    private List<String> apply(ExecutorService workers, List<Change> changes, boolean again)
            throws InterruptedException {
        List<Future<Optional<String>>> ends = new ArrayList<>();
        for (Change change : changes) {
            ends.add(workers.submit(() -> apply(change, again)));
        }
        List<String> newlyLost = new ArrayList<>();
        try {
            for (Future<Optional<String>> end : ends) {
                end.get().ifPresent(newlyLost::add);
            }
            return newlyLost;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            ends.forEach(end -> end.cancel(true));
        }
    }

    private Optional<String> apply(Change change, boolean again) throws InterruptedException {
        operation.checkCancelled();
        Optional<String> why = copier.apply(change, again);
        operation.progress().files(1);
        operation.progress().advance(change.bytes());
        return why;
    }

    private static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof InterruptedException) {
            throw new InterruptedException("cancelled");
        }
        if (cause instanceof RuntimeException known) {
            return known;
        }
        return new IllegalStateException("a copy failed", cause);
    }

    private RestoreReport report(Manifest.Sum sum) {
        List<String> named = new ArrayList<>(lost.subList(0, Math.min(NAMED, lost.size())));
        if (lost.size() > NAMED) {
            named.add("and " + (lost.size() - NAMED) + " more");
        }
        return new RestoreReport(
                sum.changes(),
                new ByteSize(sum.bytes()),
                ByteSize.ZERO,
                List.of(Manifest.text(sum) + ", of " + sum.examined() + " versions"),
                named);
    }
}

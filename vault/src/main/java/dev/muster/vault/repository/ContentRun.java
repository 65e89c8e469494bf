package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// Reads pieces of files: sorted by pack, in large parts, opened and checked by many threads.
///
/// Works through windows of a bounded number of pieces, so that memory does not grow with the data.
final class ContentRun {
    private static final int PIECES = 1 << 16;

    /// What is read and not yet opened; some round trips of a fast line's worth.
    private static final int IN_FLIGHT = 64 << 20;

    private static final int AT_ONCE = 32;

    private final PackReader packs;
    private final Workers workers;
    private final ExtractProgress progress;
    private final Function<IOException, RuntimeException> failure;
    private final boolean tolerant;
    private final Map<ObjectHash, Integer> sizes = new HashMap<>();
    private List<Fetch.Target> window = new ArrayList<>();

    /// @param tolerant files that are lost are left out; else the first one ends the run
    /// @param failure what a file that cannot be written means
    ContentRun(
            PackReader packs,
            Commit commit,
            Workers workers,
            ExtractProgress progress,
            boolean tolerant,
            Function<IOException, RuntimeException> failure) {
        this.packs = packs;
        this.workers = workers;
        this.progress = progress;
        this.tolerant = tolerant;
        this.failure = failure;
        commit.packs().forEach(pack -> sizes.put(pack.pack(), pack.bytes()));
    }

    /// Whether a restore goes on without the file that this says of that it cannot be had.
    boolean isTolerable(MusterException e) {
        return tolerant && PackReader.isLost(e);
    }

    void add(RestoreTarget file, FileReading.Piece piece) throws InterruptedException {
        file.expect();
        window.add(new Fetch.Target(file, piece));
        if (window.size() >= PIECES) {
            run();
        }
    }

    /// Counts zeros that are there without being written.
    void passHole(long length) {
        progress.advance(length);
    }

    /// Reads and hands on all pieces that were gathered.
    void run() throws InterruptedException {
        List<Fetch> fetches = Fetch.plan(window, sizes);
        window = new ArrayList<>();
        Deque<Running> running = new ArrayDeque<>();
        long bytes = 0;
        try {
            for (Fetch fetch : fetches) {
                while (!running.isEmpty()
                        && (bytes + fetch.length() > IN_FLIGHT || running.size() >= AT_ONCE)) {
                    await(running.getFirst().work());
                    bytes -= running.removeFirst().bytes();
                }
                bytes += fetch.length();
                running.add(new Running(fetch.length(), start(fetch)));
            }
            while (!running.isEmpty()) {
                await(running.getFirst().work());
                running.removeFirst();
            }
        } finally {
            // nothing may still write to a file that is dropped
            running.forEach(it -> Causes.settle(it.work()));
        }
    }

    private record Running(int bytes, CompletableFuture<Void> work) {}

    /// Far storage is waited for by threads that do nothing else, so that enough is on its way.
    private CompletableFuture<Void> start(Fetch fetch) {
        return workers.read(() -> read(fetch), bytes -> work(fetch, bytes));
    }

    static void await(CompletableFuture<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw Causes.of(e);
        }
    }

    private void work(Fetch fetch, byte[] bytes) {
        try {
            BlobRef last = null;
            byte[] content = new byte[0];
            for (Fetch.Target target : fetch.pieces()) {
                try {
                    if (!target.blob().equals(last)) {
                        content = packs.content(target.blob(), bytes, offset(target, fetch));
                        last = target.blob();
                    }
                    FileReading.Piece piece = target.piece();
                    target.file().write(content, piece.offset(), piece.length(), piece.at());
                } catch (MusterException e) {
                    lose(target.file(), e);
                }
                progress.advance(target.piece().length());
                target.file().done();
            }
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    private static int offset(Fetch.Target target, Fetch fetch) {
        return target.blob().offset() - fetch.from();
    }

    private byte[] read(Fetch fetch) {
        byte[] bytes = packs.rangeOrNothing(fetch.pack(), fetch.from(), fetch.length());
        if (bytes.length > 0) {
            packs.prepare(fetch.pack(), fetch.from(), bytes);
        }
        return bytes;
    }

    private void lose(RestoreTarget file, MusterException e) {
        if (!isTolerable(e)) {
            throw e;
        }
        file.lose(e);
    }
}

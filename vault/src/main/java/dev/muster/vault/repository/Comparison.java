package dev.muster.vault.repository;

import dev.muster.posix.OpenFile;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.PageLeaf;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.repository.FileReading.Piece;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Looks which pieces of a file that is there differ from the backup's, by many threads; those go
/// to the run. Called by one thread.
final class Comparison {
    private static final int RUNNING = 64;
    private static final long BYTES = 64 << 20;

    private final SourceSecret secret;
    private final Workers workers;
    private final ContentRun run;
    private final ExtractProgress progress;
    private final RestoreNotes notes;
    private final Function<IOException, RuntimeException> failure;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long bytes;

    /// @param last held open until here; present for the last part of a file
    private record Pending(
            RestoredFile file,
            CompletableFuture<List<Piece>> differs,
            long length,
            Optional<OpenFiles.Lease> last) {}

    Comparison(
            SourceSecret secret,
            Workers workers,
            ContentRun run,
            ExtractProgress progress,
            RestoreNotes notes,
            Function<IOException, RuntimeException> failure) {
        this.secret = secret;
        this.workers = workers;
        this.run = run;
        this.progress = progress;
        this.notes = notes;
        this.failure = failure;
    }

    /// Reads bytes and says which pieces differ.
    private interface Look {
        List<Piece> run() throws IOException;
    }

    /// The parts of a file that is there.
    FileReading.PartSink parts(RestoredFile file, OpenFile there) {
        return new FileReading.PartSink() {
            @Override
            public void chunk(Piece piece) throws InterruptedException {
                submit(file, piece.length(), () -> differing(there, piece));
            }

            @Override
            public void pages(long at, PageLeaf leaf) throws InterruptedException {
                submit(file, leaf.length(), () -> differing(there, at, leaf));
            }

            @Override
            public void hole(long at, long length) throws InterruptedException {
                run.passHole(length);
                submit(
                        file,
                        0,
                        () -> {
                            if (there.nextData(at, at + length) < at + length) {
                                file.clear(there, at, length);
                            }
                            return List.of();
                        });
            }
        };
    }

    /// No more parts of a file.
    void end(RestoredFile file, OpenFiles.Lease there) throws InterruptedException {
        add(new Pending(file, CompletableFuture.completedFuture(List.of()), 0, Optional.of(there)));
    }

    /// Whether a file that may not be written to has the very content.
    boolean isSame(FileEntry.Content file, FileReading reading, OpenFile there)
            throws InterruptedException {
        AtomicBoolean same = new AtomicBoolean(true);
        reading.parts(
                file,
                new FileReading.PartSink() {
                    @Override
                    public void chunk(Piece piece) {
                        same.compareAndSet(true, look(() -> differing(there, piece)).isEmpty());
                    }

                    @Override
                    public void pages(long at, PageLeaf leaf) {
                        same.compareAndSet(true, look(() -> differing(there, at, leaf)).isEmpty());
                    }

                    @Override
                    public void hole(long at, long length) {
                        // written zeros are no hole; the file is then made anew
                        look(() -> {
                            if (there.nextData(at, at + length) < at + length) {
                                same.set(false);
                            }
                            return List.of();
                        });
                    }
                });
        return same.get();
    }

    private List<Piece> look(Look look) {
        try {
            return look.run();
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    private void submit(RestoredFile file, long length, Look look) throws InterruptedException {
        CompletableFuture<List<Piece>> differs = workers.compute(() -> look(look));
        add(new Pending(file, differs, length, Optional.empty()));
    }

    private void add(Pending next) throws InterruptedException {
        pending.add(next);
        bytes += next.length();
        while (pending.size() > RUNNING || bytes > BYTES) {
            collect();
        }
    }

    /// Waits for all that was begun.
    void finish() throws InterruptedException {
        while (!pending.isEmpty()) {
            collect();
        }
    }

    private void collect() throws InterruptedException {
        Pending next = pending.remove();
        bytes -= next.length();
        ContentRun.await(next.differs());
        long differing = 0;
        for (Piece piece : next.differs().join()) {
            run.add(next.file(), piece);
            differing += piece.length();
        }
        progress.advance(next.length() - differing);
        notes.unchanged.add(next.length() - differing);
        if (next.last().isPresent()) {
            next.last().get().close();
            try {
                next.file().done();
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }
    }

    /// Nothing may read a file that is closed.
    void settle() {
        pending.forEach(next -> Causes.settle(next.differs()));
        pending.clear();
    }

    private List<Piece> differing(OpenFile there, Piece piece) throws IOException {
        byte[] content = new byte[piece.length()];
        int count = there.readFully(content, 0, content.length, piece.at());
        boolean same =
                count == content.length
                        && secret.chunkId(SourceSecret.CONTENT, content).equals(piece.blob().id());
        return same ? List.of() : List.of(piece);
    }

    private List<Piece> differing(OpenFile there, long at, PageLeaf leaf) throws IOException {
        byte[] content = new byte[leaf.length()];
        int count = there.readFully(content, 0, content.length, at);
        long[] hashes = secret.pageHashes(content, count, leaf.pageSize());
        List<Piece> pieces = new ArrayList<>();
        for (PageLeaf.Run stretch : leaf.runs()) {
            stretch(at, leaf, stretch, hashes, count, pieces);
        }
        return pieces;
    }

    private static void stretch(
            long at,
            PageLeaf leaf,
            PageLeaf.Run stretch,
            long[] hashes,
            int count,
            List<Piece> pieces) {
        int size = leaf.pageSize();
        int end = stretch.at() + stretch.length();
        int from = -1;
        for (int place = stretch.at(); place < end; place += size) {
            int page = place / size;
            int length = leaf.pageLength(page);
            boolean same = place + length <= count && hashes[page] == leaf.hash(page);
            if (!same && from < 0) {
                from = place;
            } else if (same && from >= 0) {
                pieces.add(piece(at, stretch, from, place));
                from = -1;
            }
        }
        if (from >= 0) {
            pieces.add(piece(at, stretch, from, end));
        }
    }

    private static Piece piece(long at, PageLeaf.Run stretch, int from, int to) {
        return new Piece(
                at + from, to - from, stretch.blob(), stretch.offset() + from - stretch.at());
    }
}

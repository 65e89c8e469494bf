package dev.muster.provider.postgresql.backup;

import dev.muster.provider.BackupWriter.FileWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads files in pieces by several threads, ahead of the one that takes them in order. Called by
/// one thread.
final class ParallelReader implements AutoCloseable {
    /// What was read is still in the processor's cache when it is looked at.
    private static final int PIECE = 256 << 10;

    private static final int AHEAD = 64;

    /// Used again and again; only the caller's thread takes and gives them.
    private final Deque<byte[]> spare = new ArrayDeque<>();

    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /// Looks at what was read.
    interface Look {
        Optional<String> look(byte[] bytes, int length, FileChannel file, long at)
                throws IOException, InterruptedException;
    }

    /// @param bytes those that were there
    /// @param whole whether those are all that were wanted
    private record Piece(ByteBuffer bytes, boolean whole, Optional<String> wrong) {}

    /// Copies a file as long as it was; one that is cut off meanwhile ends earlier, which replay
    /// knows of.
    ///
    /// @return what was found wrong first
    Optional<String> copy(Path path, long size, FileWriter writer, Look look)
            throws IOException, InterruptedException {
        Deque<Future<Piece>> ahead = new ArrayDeque<>();
        Optional<String> wrong = Optional.empty();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long next = 0;
            while (next < size || !ahead.isEmpty()) {
                while (next < size && ahead.size() < AHEAD) {
                    ahead.add(threads.submit(piece(file, next, size, look)));
                    next += PIECE;
                }
                Piece piece = taken(ahead.remove());
                writer.write(piece.bytes());
                spare.push(piece.bytes().array());
                wrong = wrong.or(piece::wrong);
                if (!piece.whole()) {
                    break;
                }
            }
        } finally {
            for (Future<Piece> left : ahead) {
                left.cancel(true);
            }
        }
        return wrong;
    }

    private Callable<Piece> piece(FileChannel file, long at, long size, Look look) {
        int wanted = (int) Math.min(PIECE, size - at);
        byte[] given = spare.poll();
        byte[] bytes = given == null ? new byte[PIECE] : given;
        return () -> {
            ByteBuffer into = ByteBuffer.wrap(bytes, 0, wanted);
            while (into.hasRemaining()) {
                if (file.read(into, at + into.position()) < 0) {
                    break;
                }
            }
            Optional<String> wrong = look.look(bytes, into.position(), file, at);
            return new Piece(into.flip(), into.limit() == wanted, wrong);
        };
    }

    private static Piece taken(Future<Piece> reading) throws IOException, InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NoSuchFileException gone) {
                throw gone;
            }
            if (failed.getCause() instanceof IOException error) {
                throw error;
            }
            if (failed.getCause() instanceof InterruptedException) {
                throw new InterruptedIOException("reading was cancelled");
            }
            throw new IllegalStateException("a piece could not be read", failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

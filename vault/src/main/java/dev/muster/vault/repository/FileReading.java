package dev.muster.vault.repository;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.PageLeaf;
import dev.muster.vault.format.Tree;
import java.util.Optional;

/// Tells where the bytes of a file lie, in the file's order.
final class FileReading {
    private final BackupTree tree;
    private final PackReader packs;

    FileReading(BackupTree tree, PackReader packs) {
        this.tree = tree;
        this.packs = packs;
    }

    /// A stretch of a file.
    ///
    /// @param at its first byte in the file
    /// @param offset its first byte in the opened blob
    record Piece(long at, int length, BlobRef blob, int offset) {}

    /// Takes pieces until it says stop by an exception.
    interface PieceSink {
        void take(Piece piece) throws InterruptedException;
    }

    static long size(FileEntry entry) {
        return switch (entry) {
            case FileEntry.Paged file -> file.size();
            case FileEntry.Plain file -> file.size();
            case FileEntry.Folder _, FileEntry.Link _ -> 0;
        };
    }

    /// Gives a file's pieces, without gaps.
    void pieces(FileEntry entry, PieceSink sink) throws InterruptedException {
        Cursor cursor = new Cursor(sink);
        switch (entry) {
            case FileEntry.Paged file -> {
                if (file.tree().isPresent()) {
                    walk(file.tree().get(), ref -> paged(ref, cursor));
                }
            }
            case FileEntry.Plain file -> {
                if (file.tree().isPresent()) {
                    walk(file.tree().get(), ref -> plain(ref, cursor));
                }
            }
            case FileEntry.Folder _, FileEntry.Link _ -> {}
        }
        if (cursor.at != size(entry)) {
            throw VaultErrors.MALFORMED.error(
                    "the map of '"
                            + entry.path()
                            + "' covers "
                            + cursor.at
                            + " bytes of "
                            + size(entry),
                    "");
        }
    }

    private interface LeafSink {
        void take(BlobRef leaf) throws InterruptedException;
    }

    private static final class Cursor {
        final PieceSink sink;
        long at;

        Cursor(PieceSink sink) {
            this.sink = sink;
        }

        void take(int length, BlobRef blob, int offset) throws InterruptedException {
            sink.take(new Piece(at, length, blob, offset));
            at += length;
        }
    }

    private void walk(Tree from, LeafSink sink) throws InterruptedException {
        if (from.height() == 0) {
            sink.take(from.root());
            return;
        }
        for (BlobRef child : tree.node(from.root(), from.height()).children()) {
            walk(new Tree(from.height() - 1, child), sink);
        }
    }

    private void paged(BlobRef ref, Cursor cursor) throws InterruptedException {
        for (PageLeaf.Run run : tree.pageLeaf(ref).leaf().runs()) {
            cursor.take(run.length(), run.blob(), run.offset());
        }
    }

    private void plain(BlobRef ref, Cursor cursor) throws InterruptedException {
        for (BlobRef chunk : tree.streamLeaf(ref).chunks()) {
            cursor.take(chunk.raw(), chunk, 0);
        }
    }

    /// The content of a file that fits into memory.
    Optional<byte[]> whole(FileEntry entry) {
        if (entry instanceof FileEntry.Folder || entry instanceof FileEntry.Link) {
            return Optional.empty();
        }
        byte[] content = new byte[Math.toIntExact(size(entry))];
        try {
            pieces(
                    entry,
                    piece -> {
                        BlobRef blob = piece.blob();
                        byte[] bytes = packs.range(blob.pack(), blob.offset(), blob.stored());
                        byte[] plain = packs.content(blob, bytes, 0);
                        System.arraycopy(
                                plain,
                                piece.offset(),
                                content,
                                Math.toIntExact(piece.at()),
                                piece.length());
                    });
        } catch (InterruptedException never) {
            throw new IllegalStateException("reading from memory does not wait", never);
        }
        return Optional.of(content);
    }
}

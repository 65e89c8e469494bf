package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.PageLeaf;
import dev.muster.vault.format.StreamLeaf;
import dev.muster.vault.format.Tree;

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

    /// Takes a file's stretches in order until it says stop by an exception.
    interface PartSink {
        void chunk(Piece piece) throws InterruptedException;

        void hole(long at, long length) throws InterruptedException;

        /// @param at where the leaf begins in the file
        default void pages(long at, PageLeaf leaf) throws InterruptedException {
            for (PageLeaf.Run run : leaf.runs()) {
                chunk(new Piece(at + run.at(), run.length(), run.blob(), run.offset()));
            }
        }
    }

    static long size(FileEntry entry) {
        return entry instanceof FileEntry.Content file ? file.size() : 0;
    }

    /// Gives a file's parts, without gaps.
    void parts(FileEntry.Content file, PartSink sink) throws InterruptedException {
        Cursor cursor = new Cursor(sink);
        if (file.tree().isPresent()) {
            Tree map = file.tree().get();
            switch (file) {
                case FileEntry.Paged _ -> walk(map, cursor::pages);
                case FileEntry.Plain _ when map.isChunk() ->
                        cursor.take(new StreamLeaf.Chunk(map.root()));
                case FileEntry.Plain _ -> walk(map, cursor::stream);
            }
        }
        if (cursor.at != file.size()) {
            throw VaultErrors.MALFORMED.error(
                    "the map of '"
                            + FileNames.show(file.path())
                            + "' covers "
                            + cursor.at
                            + " bytes of "
                            + file.size(),
                    "");
        }
    }

    private interface LeafSink {
        void take(BlobRef leaf) throws InterruptedException;
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

    private final class Cursor {
        final PartSink sink;
        long at;

        Cursor(PartSink sink) {
            this.sink = sink;
        }

        void pages(BlobRef ref) throws InterruptedException {
            PageLeaf leaf = tree.pageLeaf(ref).leaf();
            sink.pages(at, leaf);
            at += leaf.length();
        }

        void stream(BlobRef ref) throws InterruptedException {
            for (StreamLeaf.Part part : tree.streamLeaf(ref).parts()) {
                take(part);
            }
        }

        void take(StreamLeaf.Part part) throws InterruptedException {
            switch (part) {
                case StreamLeaf.Chunk(BlobRef ref) -> sink.chunk(new Piece(at, ref.raw(), ref, 0));
                case StreamLeaf.Hole(long length) -> sink.hole(at, length);
            }
            at = Math.addExact(at, part.length());
        }
    }

    /// The content of a file that fits into memory.
    byte[] whole(FileEntry.Content file) {
        byte[] content = new byte[Math.toIntExact(file.size())];
        try {
            parts(
                    file,
                    new PartSink() {
                        @Override
                        public void chunk(Piece piece) {
                            byte[] plain = packs.alone(piece.blob());
                            System.arraycopy(
                                    plain,
                                    piece.offset(),
                                    content,
                                    Math.toIntExact(piece.at()),
                                    piece.length());
                        }

                        @Override
                        public void hole(long at, long length) {}
                    });
        } catch (InterruptedException never) {
            throw new IllegalStateException("reading from memory does not wait", never);
        }
        return content;
    }
}

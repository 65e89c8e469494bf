package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Some parts of a plain file, in order.
public record StreamLeaf(List<Part> parts) {
    /// A leaf has at most this many.
    public static final int PARTS = 256;

    static final int SORT = 3;
    private static final int CHUNK = 0;
    private static final int HOLE = 1;

    public StreamLeaf {
        parts = List.copyOf(parts);
    }

    /// A stretch of the file.
    public sealed interface Part {
        long length();

        default Optional<BlobRef> chunk() {
            return Optional.empty();
        }
    }

    /// A chunk, whole.
    public record Chunk(BlobRef ref) implements Part {
        @Override
        public long length() {
            return ref.raw();
        }

        @Override
        public Optional<BlobRef> chunk() {
            return Optional.of(ref);
        }
    }

    /// Zeros that take no room on disk.
    public record Hole(long length) implements Part {}

    public byte[] encode() {
        SectionWriter out = new SectionWriter(SORT);
        out.body().varint(parts.size());
        for (Part part : parts) {
            switch (part) {
                case Chunk chunk -> {
                    out.body().u8(CHUNK);
                    out.ref(chunk.ref());
                }
                case Hole hole -> out.body().u8(HOLE).varint(hole.length());
            }
        }
        return out.toBytes();
    }

    public static StreamLeaf decode(String name, byte[] section, ObjectHash own) {
        Section in = Section.open(name, section, own, SORT, "leaf of a plain file");
        int count = in.body().count(2);
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(
                    switch (in.body().u8()) {
                        case CHUNK -> new Chunk(in.ref());
                        case HOLE -> new Hole(in.body().size());
                        default -> throw in.body().malformed("there is no such part of a file");
                    });
        }
        in.end();
        return new StreamLeaf(parts);
    }
}

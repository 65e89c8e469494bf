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
        PackTable table = new PackTable();
        parts.forEach(part -> part.chunk().ifPresent(table::add));
        Encoder out = new Encoder().u8(SORT);
        table.write(out);
        out.varint(parts.size());
        for (Part part : parts) {
            switch (part) {
                case Chunk chunk -> table.ref(out.u8(CHUNK), chunk.ref());
                case Hole hole -> out.u8(HOLE).varint(hole.length());
            }
        }
        return out.toBytes();
    }

    public static StreamLeaf decode(String name, byte[] section, ObjectHash own) {
        Decoder in = new Decoder(name, section);
        if (in.u8() != SORT) {
            throw in.malformed("it is no leaf of a plain file");
        }
        List<ObjectHash> packs = PackTable.read(in, own);
        int count = in.count(2);
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(
                    switch (in.u8()) {
                        case CHUNK -> new Chunk(PackTable.ref(in, packs));
                        case HOLE -> new Hole(in.size());
                        default -> throw in.malformed("there is no such part of a file");
                    });
        }
        in.end();
        return new StreamLeaf(parts);
    }
}

package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ChunkId;
import dev.muster.vault.format.Compression;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackWriter;
import dev.muster.vault.format.SourceSecret;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Puts a backup's sections into packs, one after another. One thread.
final class SectionStream {
    private final SourceSecret secret;
    private final Supplier<PackWriter> packs;
    private final PackKeeper keeper;
    private @Nullable Open open;

    SectionStream(SourceSecret secret, Supplier<PackWriter> packs, PackKeeper keeper) {
        this.secret = secret;
        this.packs = packs;
        this.keeper = keeper;
    }

    /// A pack of this session, for those whose sections lie in it. They outlive what fills it.
    private static final class Pack {
        @Nullable ObjectHash hash;
    }

    private record Open(PackWriter writer, Pack pack) {}

    /// Where a section lies: in an earlier backup's pack, or in one of this session.
    static final class Place {
        private final BlobRef ref;
        private final @Nullable Pack pack;

        private Place(BlobRef ref, @Nullable Pack pack) {
            this.ref = ref;
            this.pack = pack;
        }

        static Place earlier(BlobRef ref) {
            return new Place(ref, null);
        }

        /// Where it lies, if that was known before this session.
        Optional<BlobRef> earlier() {
            return pack == null ? Optional.of(ref) : Optional.empty();
        }

        /// As a section that is now added to the open pack refers to it.
        BlobRef ref() {
            if (pack == null || pack.hash == null) {
                return ref;
            }
            return new BlobRef(ref.id(), pack.hash, ref.offset(), ref.stored(), ref.raw());
        }
    }

    /// Adds a section; it is encoded once it is sure which pack it lies in.
    Place add(Supplier<byte[]> section) {
        Open into = room();
        byte[] plain = section.get();
        ChunkId id = secret.blobId(SourceSecret.SECTION, plain).orElseThrow();
        byte[] body = Compression.body(plain, 0, plain.length);
        PackWriter.Entry entry = into.writer().add(SourceSecret.SECTION, id, body, plain.length);
        BlobRef own = new BlobRef(id, ObjectHash.NONE, entry.offset(), entry.stored(), entry.raw());
        return new Place(own, into.pack());
    }

    private Open room() {
        if (open != null && open.writer().isFull(PackWriter.SECTION_TARGET)) {
            finish();
        }
        if (open == null) {
            open = new Open(packs.get(), new Pack());
        }
        return open;
    }

    /// Finishes the open pack; all places have their hash then.
    void finish() {
        if (open != null) {
            open.pack().hash = keeper.keepNow(open.writer());
            open = null;
        }
    }
}

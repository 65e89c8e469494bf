package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ComponentId;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ChunkId;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.format.VaultNumber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DedupIndexTest {
    private static final PackKeys KEYS = new PackKeys(Set.of(), Set.of());

    private static final ComponentId DB = new ComponentId("db");

    private final SourceSecret secret = new SourceSecret(new byte[32], new VaultNumber(1, 2));
    private final SigningKey key = new SigningKey(new byte[32]);
    private final List<Integer> segments = new ArrayList<>();
    private final DedupIndex index = new DedupIndex(Map.of(), Map.of(), this::write);

    private DedupIndex.Written write(List<BlobRef> blobs, List<Commit.PackSize> packs) {
        segments.add(packs.size());
        byte[] object = IndexSegment.encode(DB, secret, key, new byte[16], KEYS, blobs, packs);
        IndexSegment segment = IndexSegment.open("index", secret, DB, ByteBuffer.wrap(object));
        return new DedupIndex.Written(ObjectHash.of(object), object.length, segment);
    }

    private static BlobRef blob(int number) {
        ObjectHash pack = new ObjectHash(1, 2, 3, number / 4);
        return new BlobRef(new ChunkId(number, number, number), pack, number, 20, 3);
    }

    @Test
    void aPackOfManySmallBlobsIsAsMuchAsManyPacks() {
        ObjectHash pack = new ObjectHash(1, 2, 3, 4);
        List<BlobRef> blobs = new ArrayList<>();
        for (int i = 0; i < 1 << 17; i++) {
            blobs.add(new BlobRef(new ChunkId(i, i, i), pack, i, 20, 3));
        }
        index.stored(new Commit.PackSize(pack, 100), blobs);
        assertThat(segments).containsExactly(1);
    }

    @Test
    void aLongSessionWritesItsIndexNowAndThenAndForgetsNothing() {
        for (int pack = 0; pack < 100; pack++) {
            List<BlobRef> blobs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                BlobRef blob = blob(pack * 4 + i);
                CompletableFuture<BlobRef> place = new CompletableFuture<>();
                assertThat(index.claim(blob.id(), place)).isEmpty();
                place.complete(blob);
                blobs.add(blob);
            }
            index.stored(new Commit.PackSize(blobs.getFirst().pack(), 100), blobs);
        }
        assertThat(segments).containsExactly(8, 16, 32);
        for (int number = 0; number < 400; number++) {
            Optional<CompletableFuture<BlobRef>> known =
                    index.claim(blob(number).id(), new CompletableFuture<>());
            assertThat(known.map(CompletableFuture::join)).contains(blob(number));
        }
        index.flush();
        index.flush();
        assertThat(segments).containsExactly(8, 16, 32, 44);
        assertThat(index.used()).hasSize(4);
    }
}

package dev.muster.vault.format;

import java.util.Random;
import java.util.function.Consumer;

/// Runs a property over seeds, and names the seed of a failure.
final class Cases {
    static final VaultNumber VAULT = new VaultNumber(1, 2);

    private Cases() {}

    static void of(int count, Consumer<Random> property) {
        for (long seed = 1; seed <= count; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    static SourceSecret secret(Random random) {
        return new SourceSecret(bytes(random, 32), VAULT);
    }

    static ObjectHash hash(Random random) {
        return ObjectHash.from(bytes(random, 32));
    }

    static ChunkId id(Random random) {
        return ChunkId.from(bytes(random, 20));
    }

    static BlobRef ref(Random random, ObjectHash pack, int raw) {
        return new BlobRef(id(random), pack, random.nextInt(1 << 24), 17 + random.nextInt(99), raw);
    }
}

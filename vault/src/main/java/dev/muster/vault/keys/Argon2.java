package dev.muster.vault.keys;

import dev.muster.model.ByteSize;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Aead;
import dev.muster.vault.format.Slot;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106), from a passphrase to a key.
final class Argon2 {
    /// What the rest of the program needs beside.
    private static final long SPARE = 16L << 20;

    private Argon2() {}

    /// @param lock its limits were checked when it was read
    static byte[] key(byte[] passphrase, Slot.Passphrase lock) {
        requireMemory((long) lock.memoryKib() << 10);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(lock.memoryKib())
                        .withIterations(lock.passes())
                        .withParallelism(lock.lanes())
                        .withSalt(lock.saltBytes())
                        .build());
        byte[] key = new byte[Aead.KEY];
        generator.generateBytes(passphrase, key);
        return key;
    }

    private static void requireMemory(long bytes) {
        Runtime runtime = Runtime.getRuntime();
        if (bytes + SPARE > runtime.maxMemory()) {
            throw VaultErrors.SLOT_MEMORY.error(
                    "this slot's passphrase needs "
                            + new ByteSize(bytes)
                            + " of memory, and the program may use "
                            + new ByteSize(runtime.maxMemory()),
                    "MUSTER_JAVA_OPTIONS=-Xmx1g muster ...");
        }
    }
}

package dev.muster.vault.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Against the words of the format's page, computed the long way.
class BlockHashesTest {
    private static final int BLOCK = 8192;

    @Test
    void idsAndPagesAreMadeOfTheBlocksHashes() {
        Cases.of(
                60,
                random -> {
                    byte[] raw = Cases.bytes(random, 32);
                    VaultNumber vault = new VaultNumber(random.nextLong(), random.nextLong());
                    SourceSecret secret = new SourceSecret(raw, vault);
                    int before = random.nextInt(20);
                    byte[] all = Cases.bytes(random, before + random.nextInt(5 * BLOCK));
                    byte[] plain = Arrays.copyOfRange(all, before, all.length);
                    byte[] key = Hkdf.derive(raw, vault.toBytes(), "muster/0/block");
                    byte[] ids = Hkdf.derive(raw, vault.toBytes(), "muster/0/chunk-id");
                    assertThat(secret.chunkId(2, all, before, plain.length).toBytes())
                            .isEqualTo(hmac(ids, (byte) 2, blocks(key, plain)));
                    int size = 512 << random.nextInt(9);
                    assertThat(secret.pageHashes(plain, plain.length, size))
                            .isEqualTo(pages(key, plain, size));
                });
    }

    private static byte[] blocks(byte[] key, byte[] plain) {
        byte[] joined = new byte[0];
        for (byte[] block : cut(plain, BLOCK)) {
            joined = Bytes.join(joined, sha(key, block));
        }
        return joined;
    }

    private static long[] pages(byte[] key, byte[] plain, int size) {
        return cut(plain, size).stream()
                .map(page -> size > BLOCK ? sha(key, blocks(key, page)) : sha(key, page))
                .mapToLong(hash -> ByteBuffer.wrap(hash).getLong())
                .toArray();
    }

    private static List<byte[]> cut(byte[] plain, int size) {
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < plain.length; at += size) {
            parts.add(Arrays.copyOfRange(plain, at, Math.min(plain.length, at + size)));
        }
        return parts;
    }

    private static byte[] sha(byte[] key, byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Bytes.join(key, content));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] hmac(byte[] key, byte type, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(Bytes.join(new byte[] {type}, content)), 20);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

package dev.muster.vault.format;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with a nonce that is a number; each key's user sees that no number comes twice.
public final class Aead {
    public static final int TAG = 16;
    public static final int KEY = 32;

    private final SecretKeySpec key;

    public Aead(byte[] key) {
        if (key.length != KEY) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    public byte[] seal(long nonce, byte[] aad, byte[] plain) {
        byte[] sealed = new byte[plain.length + TAG];
        seal(nonce, aad, plain, plain.length, sealed, 0);
        return sealed;
    }

    /// Seals the first `count` bytes of `plain` into `target` and returns how many it wrote.
    public int seal(long nonce, byte[] aad, byte[] plain, int count, byte[] target, int at) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, nonce, aad).doFinal(plain, 0, count, target, at);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM cannot fail to encrypt", impossible);
        }
    }

    /// Empty if the bytes were not sealed like this.
    public Optional<byte[]> open(long nonce, byte[] aad, byte[] sealed) {
        return open(nonce, aad, sealed, 0, sealed.length);
    }

    public Optional<byte[]> open(long nonce, byte[] aad, byte[] sealed, int from, int count) {
        if (count < TAG) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, nonce, aad).doFinal(sealed, from, count));
        } catch (AEADBadTagException damaged) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM fails only by its tag", impossible);
        }
    }

    private Cipher cipher(int mode, long nonce, byte[] aad) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] iv = ByteBuffer.allocate(12).putInt(0).putLong(nonce).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, iv));
        cipher.updateAAD(aad);
        return cipher;
    }
}

package dev.muster.vault.format;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 under one key. Safe for many threads.
public final class KeyedHash {
    private final Mac prototype;

    public KeyedHash(byte[] key) {
        try {
            prototype = Mac.getInstance("HmacSHA256");
            prototype.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", impossible);
        }
    }

    /// A computation of one's own; one thread at a time, reusable.
    public Mac begin() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", impossible);
        }
    }

    public byte[] of(byte[]... parts) {
        Mac mac = begin();
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}

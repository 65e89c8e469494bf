package dev.muster.vault.format;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF-SHA-256 (RFC 5869), always for 32 bytes.
final class Hkdf {
    private Hkdf() {}

    static byte[] derive(byte[] secret, byte[] salt, String info) {
        return derive(secret, salt, info.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .addSalt(salt)
                                    .thenExpand(info, Aead.KEY));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK from 25 has HKDF", impossible);
        }
    }
}

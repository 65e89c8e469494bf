package dev.muster.vault.format;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/// Seals to an X25519 public key, or under a secret; keys are the raw 32 bytes of RFC 7748.
public final class Sealing {
    /// How much longer than its content a sealed text is.
    public static final int OVERHEAD = 32 + Aead.TAG;

    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");
    private static final byte[] PRIVATE_PREFIX =
            HexFormat.of().parseHex("302e020100300506032b656e04220420");
    private static final byte[] BASE_POINT = new byte[32];
    private static final byte[] NO_AAD = new byte[0];

    static {
        BASE_POINT[0] = 9;
    }

    private Sealing() {}

    public static byte[] publicOf(byte[] privateKey) {
        return agree(privateKey, BASE_POINT);
    }

    /// @param ephemeral 32 fresh random bytes, never used again
    public static byte[] seal(byte[] to, byte[] info, byte[] plain, byte[] ephemeral) {
        byte[] point = publicOf(ephemeral);
        byte[] key = key(agree(ephemeral, to), point, to, info);
        return Bytes.join(point, new Aead(key).seal(0, NO_AAD, plain));
    }

    public static Optional<byte[]> open(byte[] privateKey, byte[] info, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return Optional.empty();
        }
        byte[] point = Arrays.copyOf(sealed, 32);
        try {
            byte[] shared = agreeOrThrow(privateKey, point);
            byte[] key = key(shared, point, publicOf(privateKey), info);
            return new Aead(key).open(0, NO_AAD, sealed, 32, sealed.length - 32);
        } catch (InvalidKeyException smallOrder) {
            return Optional.empty();
        }
    }

    /// @param salt 32 fresh random bytes, never used again
    public static byte[] wrap(byte[] secret, byte[] info, byte[] plain, byte[] salt) {
        return Bytes.join(salt, new Aead(wrapKey(secret, info, salt)).seal(0, NO_AAD, plain));
    }

    public static Optional<byte[]> unwrap(byte[] secret, byte[] info, byte[] wrapped) {
        if (wrapped.length < OVERHEAD) {
            return Optional.empty();
        }
        byte[] salt = Arrays.copyOf(wrapped, 32);
        return new Aead(wrapKey(secret, info, salt))
                .open(0, NO_AAD, wrapped, 32, wrapped.length - 32);
    }

    private static byte[] key(byte[] shared, byte[] point, byte[] to, byte[] info) {
        return Hkdf.derive(
                shared, Bytes.join(point, to), Bytes.join(Bytes.ascii("muster/0/seal/"), info));
    }

    private static byte[] wrapKey(byte[] secret, byte[] info, byte[] salt) {
        return Hkdf.derive(secret, salt, Bytes.join(Bytes.ascii("muster/0/wrap/"), info));
    }

    private static byte[] agree(byte[] privateKey, byte[] publicKey) {
        try {
            return agreeOrThrow(privateKey, publicKey);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not an X25519 public key", e);
        }
    }

    private static byte[] agreeOrThrow(byte[] privateKey, byte[] publicKey)
            throws InvalidKeyException {
        try {
            KeyFactory factory = KeyFactory.getInstance("X25519");
            PrivateKey mine =
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Bytes.join(PRIVATE_PREFIX, privateKey)));
            PublicKey theirs =
                    factory.generatePublic(
                            new X509EncodedKeySpec(Bytes.join(PUBLIC_PREFIX, publicKey)));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(mine);
            agreement.doPhase(theirs, true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has X25519", impossible);
        }
    }
}

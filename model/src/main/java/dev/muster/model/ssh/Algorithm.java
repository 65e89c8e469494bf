package dev.muster.model.ssh;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// How a type of key verifies. Keys on security tokens (`sk-...`) and DSA are not among them.
enum Algorithm {
    ED25519("ssh-ed25519", "", 32),
    P256("ecdsa-sha2-nistp256", "secp256r1", 32),
    P384("ecdsa-sha2-nistp384", "secp384r1", 48),
    P521("ecdsa-sha2-nistp521", "secp521r1", 66),
    RSA("ssh-rsa", "", 0);

    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int SMALLEST_RSA = 2_048;
    private static final int LARGEST_RSA = 16_384;

    private final String type;
    private final String curve;
    private final int size;

    /// @param size of a coordinate in bytes
    Algorithm(String type, String curve, int size) {
        this.type = type;
        this.curve = curve;
        this.size = size;
    }

    static Optional<Algorithm> of(String type) {
        return List.of(values()).stream().filter(it -> it.type.equals(type)).findFirst();
    }

    /// @param wire what follows the type
    /// @throws IllegalArgumentException if that is no key
    PublicKey key(Wire wire) throws GeneralSecurityException {
        return switch (this) {
            case ED25519 -> ed25519(wire.string());
            case P256, P384, P521 -> ec(wire);
            case RSA -> rsa(wire.integer(), wire.integer());
        };
    }

    private PublicKey ed25519(byte[] point) throws GeneralSecurityException {
        if (point.length != size) {
            throw new IllegalArgumentException("an ed25519 key has " + size + " bytes");
        }
        byte[] encoded =
                ByteBuffer.allocate(ED25519_HEAD.length + size)
                        .put(ED25519_HEAD)
                        .put(point)
                        .array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private PublicKey ec(Wire wire) throws GeneralSecurityException {
        if (!type.endsWith(wire.text())) {
            throw new IllegalArgumentException("it names another curve than its type");
        }
        byte[] point = wire.string();
        if (point.length != 1 + 2 * size || point[0] != 4) {
            throw new IllegalArgumentException("it holds no point of its curve");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        BigInteger x = new BigInteger(1, point, 1, size);
        BigInteger y = new BigInteger(1, point, 1 + size, size);
        requireOnCurve(spec, x, y);
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), spec));
    }

    private static void requireOnCurve(ECParameterSpec spec, BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) spec.getCurve().getField()).getP();
        BigInteger right =
                x.pow(3).add(spec.getCurve().getA().multiply(x)).add(spec.getCurve().getB());
        boolean within = x.compareTo(p) < 0 && y.compareTo(p) < 0;
        if (!within || !y.pow(2).subtract(right).mod(p).equals(BigInteger.ZERO)) {
            throw new IllegalArgumentException("it holds no point of its curve");
        }
    }

    private static PublicKey rsa(BigInteger exponent, BigInteger modulus)
            throws GeneralSecurityException {
        if (modulus.bitLength() < SMALLEST_RSA || modulus.bitLength() > LARGEST_RSA) {
            throw new IllegalArgumentException(
                    "an RSA key has "
                            + SMALLEST_RSA
                            + " to "
                            + LARGEST_RSA
                            + " bits, not "
                            + modulus.bitLength());
        }
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /// @param named what the signature says how it was made
    boolean verifies(PublicKey key, byte[] signed, String named, byte[] signature)
            throws GeneralSecurityException {
        return switch (this) {
            case ED25519 -> named.equals(type) && verifies("Ed25519", key, signed, signature);
            case P256 -> named.equals(type) && verifiesEc("SHA256", key, signed, signature);
            case P384 -> named.equals(type) && verifiesEc("SHA384", key, signed, signature);
            case P521 -> named.equals(type) && verifiesEc("SHA512", key, signed, signature);
            // "ssh-rsa" would be SHA-1.
            case RSA ->
                    switch (named) {
                        case "rsa-sha2-256" -> verifies("SHA256withRSA", key, signed, signature);
                        case "rsa-sha2-512" -> verifies("SHA512withRSA", key, signed, signature);
                        default -> false;
                    };
        };
    }

    private boolean verifiesEc(String hash, PublicKey key, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        Wire wire = new Wire(signature);
        byte[] pair = new byte[2 * size];
        fill(wire.integer(), pair, 0);
        fill(wire.integer(), pair, size);
        wire.end();
        return verifies(hash + "withECDSAinP1363Format", key, signed, pair);
    }

    private void fill(BigInteger value, byte[] pair, int from) {
        byte[] bytes = value.toByteArray();
        int sign = bytes.length > size && bytes[0] == 0 ? 1 : 0;
        int length = bytes.length - sign;
        if (length > size) {
            throw new IllegalArgumentException("a part of the signature is too long");
        }
        ByteBuffer.wrap(pair).put(from + size - length, bytes, sign, length);
    }

    private static boolean verifies(String how, PublicKey key, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(how);
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }
}

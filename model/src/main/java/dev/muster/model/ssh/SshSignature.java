package dev.muster.model.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// A signature as `ssh-keygen -Y sign` makes it.
///
/// It names its key, a namespace and a hash:
///
/// ```
/// "SSHSIG", 1 as four bytes, key, namespace, reserved, hash, (algorithm, signature)
/// ```
///
/// What is signed is `"SSHSIG", namespace, reserved, hash, hash of the message`. The namespace
/// keeps a signature that was made for something else (a commit, a mail) from counting here.
///
/// Source: `PROTOCOL.sshsig` of OpenSSH.
public final class SshSignature {
    private static final byte[] MAGIC = Wire.ascii("SSHSIG");
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final int LONGEST = 16_384;
    private static final Map<String, String> HASHES =
            Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    private final SshKey key;
    private final String namespace;
    private final byte[] reserved;
    private final String hash;
    private final String algorithm;
    private final byte[] signature;

    private SshSignature(
            SshKey key,
            String namespace,
            byte[] reserved,
            String hash,
            String algorithm,
            byte[] signature) {
        this.key = key;
        this.namespace = namespace;
        this.reserved = reserved;
        this.hash = hash;
        this.algorithm = algorithm;
        this.signature = signature;
    }

    /// @param armored the text of a `.sig` file
    /// @throws IllegalArgumentException if it is none, or of a kind of key that is not known
    public static SshSignature parse(String armored) {
        String text = armored.strip();
        if (text.length() > LONGEST || !text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IllegalArgumentException(
                    "it is not a text from '" + BEGIN + "' to '" + END + "'");
        }
        if (text.length() < BEGIN.length() + END.length()) {
            throw new IllegalArgumentException("it is empty");
        }
        String base64 =
                text.substring(BEGIN.length(), text.length() - END.length())
                        .replaceAll("[\r\n\t ]", "");
        return read(new Wire(Base64.getDecoder().decode(base64)));
    }

    private static SshSignature read(Wire wire) {
        if (!new String(wire.take(MAGIC.length), StandardCharsets.US_ASCII).equals("SSHSIG")) {
            throw new IllegalArgumentException("it is no signature of OpenSSH");
        }
        int version = wire.number();
        if (version != 1) {
            throw new IllegalArgumentException("it has version " + version + ", not 1");
        }
        SshKey key = SshKey.of(wire.string());
        String namespace = wire.text();
        byte[] reserved = wire.string();
        String hash = wire.text();
        Wire inner = new Wire(wire.string());
        wire.end();
        String algorithm = inner.text();
        byte[] signature = inner.string();
        inner.end();
        return new SshSignature(key, namespace, reserved, hash, algorithm, signature);
    }

    /// The key that it names; that it was made with it is not said before [#signs].
    public SshKey key() {
        return key;
    }

    public String namespace() {
        return namespace;
    }

    /// Whether its key made it over this message for this purpose.
    public boolean signs(byte[] message, String purpose) {
        return namespace.equals(purpose)
                && digest(message)
                        .filter(digest ->
                                key.verifies(
                                        Wire.join(
                                                MAGIC,
                                                Wire.ascii(namespace),
                                                reserved,
                                                Wire.ascii(hash),
                                                digest),
                                        algorithm,
                                        signature))
                        .isPresent();
    }

    private Optional<byte[]> digest(byte[] message) {
        String name = HASHES.get(hash);
        try {
            return name == null
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(name).digest(message));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + name, impossible);
        }
    }
}

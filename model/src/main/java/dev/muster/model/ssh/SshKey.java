package dev.muster.model.ssh;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A public key of OpenSSH. Two are equal if they are the same key, whatever was noted beside them.
///
/// @param text type and key as in a `.pub` file, without the remark: `ssh-ed25519 AAAA...`
public record SshKey(String text) {
    private static final int LONGEST = 4_096;

    /// @throws IllegalArgumentException if that is no key that can verify, and why
    public SshKey {
        List<String> words = List.of(text.split(" ", -1));
        if (text.length() > LONGEST || words.size() != 2) {
            throw new IllegalArgumentException("a key is a type and a text in base64");
        }
        if (!usable(words.getFirst(), bytes(words.getLast()))) {
            throw new IllegalArgumentException("its type and what it holds differ");
        }
    }

    /// Reads a line of a `.pub` file; a remark at its end is left out.
    ///
    /// @throws IllegalArgumentException if that is no key that can verify, and why
    public static SshKey parse(String line) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw new IllegalArgumentException("a key is a type and a text in base64");
        }
        return new SshKey(words[0] + " " + words[1]);
    }

    /// The key in the binary form of SSH.
    static SshKey of(byte[] blob) {
        return new SshKey(new Wire(blob).text() + " " + Base64.getEncoder().encodeToString(blob));
    }

    private static byte[] bytes(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                throw new IllegalArgumentException("its base64 could be written otherwise");
            }
            return bytes;
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("it is not base64", malformed);
        }
    }

    private static boolean usable(String type, byte[] blob) {
        Algorithm algorithm =
                Algorithm.of(type)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "keys are of type ssh-ed25519, ecdsa-sha2-nistp256,"
                                                + " -nistp384, -nistp521 or ssh-rsa"));
        try {
            Wire wire = new Wire(blob);
            boolean same = wire.text().equals(type);
            PublicKey key = algorithm.key(wire);
            wire.end();
            if (algorithm == Algorithm.ED25519) {
                // Nobody looks at the point before it is used.
                Signature.getInstance("Ed25519").initVerify(key);
            }
            return same;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("it is no key", unusable);
        }
    }

    public String type() {
        return text.substring(0, text.indexOf(' '));
    }

    byte[] blob() {
        return Base64.getDecoder().decode(text.substring(text.indexOf(' ') + 1));
    }

    /// As `ssh-keygen -l` shows it: `SHA256:...`.
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// Whether this key made a signature over some bytes.
    ///
    /// @param named how the signature says that it was made
    boolean verifies(byte[] signed, String named, byte[] signature) {
        Wire wire = new Wire(blob());
        Optional<Algorithm> algorithm = Algorithm.of(wire.text());
        try {
            return algorithm.isPresent()
                    && algorithm
                            .get()
                            .verifies(algorithm.get().key(wire), signed, named, signature);
        } catch (GeneralSecurityException | IllegalArgumentException none) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

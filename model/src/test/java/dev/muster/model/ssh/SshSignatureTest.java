package dev.muster.model.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys and signatures that `ssh-keygen` of OpenSSH 9.2 made.
class SshSignatureTest {
    private static final byte[] MESSAGE = "muster approval\nrun: here-lost-1\n".getBytes(US_ASCII);
    private static final String PURPOSE = "muster-approval";

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "p256", "p384", "p521", "rsa"})
    void whatSshKeygenSignedIsSigned(String type) throws IOException {
        SshSignature signature = SshSignature.parse(resource(type + ".sig.txt"));
        assertThat(signature.signs(MESSAGE, PURPOSE)).isTrue();
        assertThat(signature.key()).isEqualTo(SshKey.parse(resource(type + ".pub.txt")));
        assertThat(signature.signs("something else".getBytes(US_ASCII), PURPOSE)).isFalse();
        assertThat(signature.signs(MESSAGE, "git")).isFalse();
    }

    @Test
    void theOtherHashIsKnown() throws IOException {
        assertThat(SshSignature.parse(resource("sha256.sig.txt")).signs(MESSAGE, PURPOSE)).isTrue();
    }

    @Test
    void aSignatureForGitIsNone() throws IOException {
        SshSignature signature = SshSignature.parse(resource("git.sig.txt"));
        assertThat(signature.namespace()).isEqualTo("git");
        assertThat(signature.signs(MESSAGE, "git")).isTrue();
        assertThat(signature.signs(MESSAGE, PURPOSE)).isFalse();
    }

    @Test
    void theFingerprintIsThatOfSshKeygen() throws IOException {
        assertThat(SshKey.parse(resource("ed25519.pub.txt")).fingerprint())
                .isEqualTo("SHA256:qcIUKfJm9Ok3c/otgrArix3e1GmhL7TN6zifyWIjdKg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "p256", "p384", "p521", "rsa"})
    void noSignatureSurvivesAnotherBit(String type) throws IOException {
        byte[] blob = blob(resource(type + ".sig.txt"));
        for (int bit = 0; bit < 8 * blob.length; bit += 3) {
            byte[] other = blob.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(signs(other)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void whatIsCutOrLongerIsRefused() throws IOException {
        byte[] blob = blob(resource("ed25519.sig.txt"));
        for (int length = 0; length < blob.length; length++) {
            assertThat(signs(Arrays.copyOf(blob, length))).isFalse();
        }
        assertThat(signs(Arrays.copyOf(blob, blob.length + 1))).isFalse();
    }

    /// Whatever comes, it is refused in words and nothing else happens.
    @Test
    void anythingIsRefused() throws IOException {
        long seed =
                Optional.ofNullable(System.getenv("MUSTER_SEED"))
                        .map(Long::parseLong)
                        .orElseGet(System::nanoTime);
        Random random = new Random(seed);
        byte[] blob = blob(resource("p256.sig.txt"));
        for (int i = 0; i < 20_000; i++) {
            byte[] other = blob.clone();
            for (int change = random.nextInt(1, 5); change > 0; change--) {
                other[random.nextInt(other.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(other, blob)) {
                assertThat(signs(other)).as("seed %d, round %d", seed, i).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-dss AAAAB3NzaC1kc3M=",
                "ssh-ed25519 !!!!",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAILbSfyT+5Ty8AOzu4ublxT48kR/+xA5u3nEop+q7hiqp",
            })
    void whatIsNoKeyIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> SshKey.parse(line));
    }

    @Test
    void aRemarkIsNoPartOfAKey() throws IOException {
        SshKey key = SshKey.parse(resource("ed25519.pub.txt"));
        assertThat(SshKey.parse(key.text() + " somebody else's remark")).isEqualTo(key);
        assertThat(key.text()).doesNotContain("@");
    }

    private static boolean signs(byte[] blob) {
        try {
            return SshSignature.parse(armored(blob)).signs(MESSAGE, PURPOSE);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static String armored(byte[] blob) {
        return "-----BEGIN SSH SIGNATURE-----\n"
                + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob)
                + "\n-----END SSH SIGNATURE-----\n";
    }

    private static byte[] blob(String armored) {
        return Base64.getMimeDecoder().decode(armored.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SshSignatureTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }
}

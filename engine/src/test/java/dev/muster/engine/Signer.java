package dev.muster.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.kind.Action;
import dev.muster.kind.Approval;
import dev.muster.kind.Approval.Approver;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.LateEffect;
import dev.muster.model.StepId;
import dev.muster.model.ssh.SshKey;
import dev.muster.plan.Step;
import dev.muster.record.approval.ApprovalRequest;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// A person with a key, who signs as `ssh-keygen -Y sign` does; and steps that wait for such.
public final class Signer {
    public static final Signer ANN = new Signer("ann");
    public static final Signer BEN = new Signer("ben");
    public static final Signer CLEO = new Signer("cleo");
    public static final Signer STRANGER = new Signer("stranger");

    private final String name;
    private final KeyPair pair;
    private final byte[] blob;
    private final Map<String, String> made = new ConcurrentHashMap<>();

    private Signer(String name) {
        this.name = name;
        try {
            this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] encoded = pair.getPublic().getEncoded();
        this.blob =
                strings(
                        "ssh-ed25519".getBytes(US_ASCII),
                        Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    public SshKey key() {
        return new SshKey("ssh-ed25519 " + Base64.getEncoder().encodeToString(blob));
    }

    public Approver approver() {
        return new Approver(new ContactId(name), name, List.of(key()));
    }

    public String sign(String text) {
        return sign(text, ApprovalRequest.NAMESPACE);
    }

    public String sign(String text, String namespace) {
        return made.computeIfAbsent(namespace + "\n" + text, _ -> make(text, namespace));
    }

    private String make(String text, String namespace) {
        try {
            byte[] magic = "SSHSIG".getBytes(US_ASCII);
            byte[] space = namespace.getBytes(US_ASCII);
            byte[] hash = "sha512".getBytes(US_ASCII);
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(text.getBytes(UTF_8));
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(magic);
            signer.update(strings(space, new byte[0], hash, digest));
            byte[] signature = strings("ssh-ed25519".getBytes(US_ASCII), signer.sign());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(magic);
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(strings(blob, space, new byte[0], hash, signature));
            return "-----BEGIN SSH SIGNATURE-----\n"
                    + Base64.getEncoder().encodeToString(out.toByteArray())
                    + "\n-----END SSH SIGNATURE-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] strings(byte[]... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] string : strings) {
            out.writeBytes(new byte[] {0, 0, (byte) (string.length >> 8), (byte) string.length});
            out.writeBytes(string);
        }
        return out.toByteArray();
    }

    /// An approval of `of` by Ann and Ben, else by Cleo, too.
    public static Step approval(String step, int of, Duration within, String... after) {
        return ofPeople(
                step,
                new Action.Approve(
                        new ComponentId("shop"),
                        Plans.SOUTH,
                        new Approval(
                                List.of(ANN.approver(), BEN.approver()),
                                of,
                                within,
                                Optional.of(CLEO.approver()))),
                after);
    }

    /// Something that people do.
    public static Step deed(String step, String... after) {
        return ofPeople(
                step,
                new Action.Perform(new ComponentId("bank"), Plans.SOUTH, List.of("Call the bank.")),
                after);
    }

    private static Step ofPeople(String step, Action action, String... after) {
        return new Step(
                new StepId(step),
                action,
                Arrays.stream(after).map(StepId::new).collect(Collectors.toSet()),
                "because",
                LateEffect.IDEMPOTENT,
                false,
                Plans.TIMEOUT,
                new Estimate(Duration.ofMinutes(3), Estimate.Basis.ESTIMATED, "a guess"),
                false);
    }
}

package dev.muster.record.approval;

import dev.muster.kind.Approval.Approver;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.model.ssh.SshSignature;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.record.RunStart;
import dev.muster.record.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one approval of a run asks people to sign. A signature counts for exactly this: this run,
/// this plan to the last byte, this step, the controller that asked, and this time.
///
/// @param epoch the controller that asked
/// @param number 1 for the first request, each later one is made when the one before expired
/// @param until a signature that comes later does not count
public record ApprovalRequest(StepId step, Epoch epoch, int number, Instant until) {
    /// What a signature is made for; `ssh-keygen -Y sign -n`.
    public static final String NAMESPACE = "muster-approval";

    private static final int MOST_NAMED = 12;

    /// The exact bytes that are signed, as a text that a person can read first.
    public String text(RunStart start) {
        RecoveryPlan plan = start.plan();
        return "muster approval 1\n"
                + line("system", start.system())
                + line("run", start.run())
                + line("scenario", plan.scenario())
                + line("comes back in", plan.in())
                + line("plan", "sha256:" + digest(plan))
                + line("approval", step)
                + line("opens", opens(plan))
                + line("controller", epoch)
                + line("request", number)
                + line("valid until", until)
                + line("decision", "approve");
    }

    private static String line(String name, Object value) {
        return name + ": " + value + "\n";
    }

    private static String digest(RecoveryPlan plan) {
        try {
            byte[] bytes = RecordJson.STANDARD.write(plan);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The steps that wait for it alone or with others.
    private String opens(RecoveryPlan plan) {
        List<Step> waiting =
                plan.steps().stream().filter(other -> other.after().contains(step)).toList();
        String named =
                waiting.stream()
                        .limit(MOST_NAMED)
                        .map(other -> other.id().value())
                        .collect(Collectors.joining(", "));
        int more = waiting.size() - MOST_NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    /// Whether a signature was made for this.
    public boolean isSignedBy(SshSignature signature, RunStart start) {
        byte[] message = text(start).getBytes(StandardCharsets.UTF_8);
        return signature.signs(message, NAMESPACE);
    }

    /// Whose key made a signature; empty if none of them has that key.
    public static Optional<Approver> holder(List<Approver> approvers, SshSignature signature) {
        return approvers.stream().filter(it -> it.keys().contains(signature.key())).findFirst();
    }
}

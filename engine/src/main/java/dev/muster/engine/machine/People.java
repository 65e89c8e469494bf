package dev.muster.engine.machine;

import dev.muster.kind.Action;
import dev.muster.kind.Approval;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.model.ssh.SshSignature;
import dev.muster.record.Order;
import dev.muster.record.RunStart;
import dev.muster.record.Timer;
import dev.muster.record.approval.ApprovalRequest;
import dev.muster.record.approval.Signed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The steps that only people can do: what they are asked, and what they answer.
final class People {
    /// How many requests that expired are remembered.
    private static final int REMEMBERED = 4;

    private People() {}

    /// Asks for the first time. Nobody has done it: there was no receipt.
    static void ask(Turn turn, int step, Tries tries, Action.OfPeople action, Epoch epoch) {
        switch (action) {
            case Action.Approve approve ->
                    request(turn, step, tries, approve.approval(), epoch, 1, List.of());
            case Action.Perform _ -> await(turn, step, tries, new Demand.Deed());
        }
    }

    private static void request(
            Turn turn,
            int step,
            Tries tries,
            Approval approval,
            Epoch epoch,
            int number,
            List<ApprovalRequest> expired) {
        StepId id = turn.graph().step(step).id();
        // Whole seconds, since people type and compare it.
        Instant until = turn.now().plus(approval.within()).plusMillis(999);
        ApprovalRequest request =
                new ApprovalRequest(id, epoch, number, until.truncatedTo(ChronoUnit.SECONDS));
        await(turn, step, tries, new Demand.Signatures(request, List.of(), expired));
        wake(turn, request);
    }

    private static void await(Turn turn, int step, Tries tries, Demand demand) {
        StepState.Awaiting awaiting = new StepState.Awaiting(tries, demand);
        turn.set(step, awaiting);
        turn.emit(new Command.Await(turn.graph().step(step).id(), demand));
    }

    private static void wake(Turn turn, ApprovalRequest request) {
        Duration left = Duration.between(turn.now(), request.until());
        turn.wake(
                request.step(),
                request.number(),
                Timer.Purpose.EXPIRY,
                left.isNegative() ? Duration.ZERO : left);
    }

    /// Nobody answered in time: all are asked anew, and the next one with them.
    static void expired(Turn turn, int step, int number) {
        if (turn.get(step) instanceof StepState.Awaiting(Tries tries, Demand demand)
                && demand instanceof Demand.Signatures signatures
                && signatures.request().number() == number
                && turn.graph().step(step).action() instanceof Action.Approve approve) {
            List<ApprovalRequest> expired = new ArrayList<>(signatures.expired());
            expired.add(signatures.request());
            int from = Math.max(0, expired.size() - REMEMBERED);
            request(
                    turn,
                    step,
                    tries,
                    approve.approval(),
                    turn.epoch().orElse(signatures.request().epoch()),
                    number + 1,
                    expired.subList(from, expired.size()));
        }
    }

    /// Another controller goes on with what was asked. One that cannot know what became of it looks
    /// for a receipt first, and then asks anew: what was signed for another controller is void.
    static void adopt(Turn turn, int step, StepState.Awaiting awaiting, boolean unknown) {
        if (unknown) {
            turn.set(step, new StepState.Ready(awaiting.tries(), new Directive.ProbeFirst()));
            return;
        }
        switch (awaiting.demand()) {
            case Demand.Signatures signatures -> {
                if (signatures.request().until().isAfter(turn.now())) {
                    turn.emit(new Command.Await(signatures.request().step(), signatures));
                    wake(turn, signatures.request());
                } else {
                    expired(turn, step, signatures.request().number());
                }
            }
            case Demand.Deed deed ->
                    turn.emit(new Command.Await(turn.graph().step(step).id(), deed));
        }
    }

    /// A signature that was looked at by [#refuses].
    static void signed(Turn turn, int step, Order.Approve order) {
        if (turn.get(step) instanceof StepState.Awaiting(Tries tries, Demand demand)
                && demand instanceof Demand.Signatures asked
                && turn.graph().step(step).action() instanceof Action.Approve approve) {
            SshSignature signature = SshSignature.parse(order.signature());
            Approver by =
                    ApprovalRequest.holder(approve.approval().asked(asked.escalated()), signature)
                            .orElseThrow();
            List<Signed> signed = new ArrayList<>(asked.signed());
            signed.add(new Signed(by, signature.key(), order.signature()));
            turn.set(
                    step,
                    signed.size() >= approve.approval().of()
                            ? new StepState.Ready(
                                    tries.forgiven(),
                                    new Directive.Approved(asked.request(), signed))
                            : new StepState.Awaiting(
                                    tries,
                                    new Demand.Signatures(
                                            asked.request(), signed, asked.expired())));
        }
    }

    /// Why a signature does not count; empty if it does.
    static Optional<String> refuses(
            RunStart start, Approval approval, Demand.Signatures asked, Order.Approve order) {
        SshSignature signature;
        try {
            signature = SshSignature.parse(order.signature());
        } catch (IllegalArgumentException malformed) {
            return Optional.of("the signature cannot be read: " + malformed.getMessage());
        }
        if (!signature.namespace().equals(ApprovalRequest.NAMESPACE)) {
            return Optional.of(
                    "it was signed for '"
                            + signature.namespace()
                            + "'; sign with: ssh-keygen -Y sign -n "
                            + ApprovalRequest.NAMESPACE);
        }
        return notAsked(approval, asked, signature)
                .or(() -> notThis(start, asked, signature))
                .or(() -> twice(approval, asked, signature));
    }

    private static Optional<String> notAsked(
            Approval approval, Demand.Signatures asked, SshSignature signature) {
        if (ApprovalRequest.holder(approval.asked(asked.escalated()), signature).isPresent()) {
            return Optional.empty();
        }
        String key = "the key " + signature.key().fingerprint();
        return Optional.of(
                ApprovalRequest.holder(approval.asked(true), signature)
                        .map(later ->
                                key
                                        + " is that of "
                                        + later.name()
                                        + ", who may sign only when the others have not by "
                                        + asked.request().until())
                        .orElse(
                                key
                                        + " is none of those who may sign: "
                                        + Approver.names(approval.asked(asked.escalated()))));
    }

    private static Optional<String> notThis(
            RunStart start, Demand.Signatures asked, SshSignature signature) {
        if (asked.request().isSignedBy(signature, start)) {
            return Optional.empty();
        }
        String how =
                "sign what this prints: muster run approve "
                        + start.run()
                        + " "
                        + asked.request().step()
                        + " --request";
        return Optional.of(
                asked.expired().stream()
                        .filter(old -> old.isSignedBy(signature, start))
                        .findFirst()
                        .map(old ->
                                "it is for the request that was valid until "
                                        + old.until()
                                        + ", and expired; "
                                        + how)
                        .orElse(
                                "it was not made for this request, but for another run, plan,"
                                        + " approval, controller or time; "
                                        + how));
    }

    private static Optional<String> twice(
            Approval approval, Demand.Signatures asked, SshSignature signature) {
        return asked.signed().stream()
                .filter(signed -> signed.key().equals(signature.key()))
                .findFirst()
                .map(signed ->
                        "the key of "
                                + signed.words()
                                + " has signed already; "
                                + (approval.of() - asked.signed().size())
                                + " with other keys are missing");
    }
}

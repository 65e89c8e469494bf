package dev.muster.engine.shell;

import dev.muster.engine.machine.Directive;
import dev.muster.kind.Approval;
import dev.muster.model.ssh.SshKey;
import dev.muster.model.ssh.SshSignature;
import dev.muster.record.RunStart;
import dev.muster.record.approval.ApprovalRequest;
import dev.muster.record.approval.Signed;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether enough different keys of those who may sign have signed.
final class Quorum {
    private Quorum() {}

    static boolean isReached(Approval approval, Directive.Approved told, RunStart start) {
        Set<SshKey> keys = new HashSet<>();
        for (Signed signed : told.signed()) {
            if (counts(approval, told.request(), signed, start)) {
                keys.add(signed.key());
            }
        }
        return keys.size() >= approval.of();
    }

    private static boolean counts(
            Approval approval, ApprovalRequest request, Signed signed, RunStart start) {
        SshSignature signature = SshSignature.parse(signed.signature());
        boolean escalated = request.number() > 1;
        return signature.key().equals(signed.key())
                && ApprovalRequest.holder(approval.asked(escalated), signature).isPresent()
                && request.isSignedBy(signature, start);
    }

    static String words(Directive.Approved told) {
        return told.signed().stream().map(Signed::words).collect(Collectors.joining(", "));
    }
}

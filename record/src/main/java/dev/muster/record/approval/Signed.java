package dev.muster.record.approval;

import dev.muster.kind.Approval.Approver;
import dev.muster.model.ssh.SshKey;

/// A signature that counts.
///
/// @param signature as `ssh-keygen -Y sign` wrote it
public record Signed(Approver by, SshKey key, String signature) {
    /// For people: `Ann (SHA256:...)`.
    public String words() {
        return by.name() + " (" + key.fingerprint() + ")";
    }
}

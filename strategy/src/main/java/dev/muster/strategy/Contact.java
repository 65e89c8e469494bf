package dev.muster.strategy;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.model.ContactId;
import dev.muster.model.Secret;
import dev.muster.model.ssh.SshKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A person or a rota.
public record Contact(
        ContactId id,
        @Doc("As people say it.") String name,
        @Doc("Where mail reaches them.") Optional<String> email,
        @Doc("Where a call reaches them.") Optional<String> phone,
        @Doc(
                        "Where alerts are posted as JSON; takes those of Slack and alike, too. As a"
                                + " reference such as `${env:PAGER_URL}`.")
                Optional<Secret> webhook,
        @Doc("OpenSSH public keys that sign their approvals.") @Default("[]") List<SshKey> keys,
        @Doc("How long to wait for an answer before the next one is asked.")
                Optional<Duration> escalateAfter,
        @Doc("Who is asked next.") Optional<ContactId> then) {
    public Contact {
        keys = List.copyOf(keys);
    }
}

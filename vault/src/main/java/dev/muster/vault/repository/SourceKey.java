package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.SourceSecret;
import java.util.Optional;

/// What a host needs to back up and capture one component; it opens no content.
public final class SourceKey {
    private final ComponentId source;
    private final String owner;
    private final SourceSecret secret;
    private final SigningKey signing;
    private final Optional<SourceKey> before;

    /// @param before the key that this one replaced: it finishes what a spool still holds
    SourceKey(
            ComponentId source,
            String owner,
            SourceSecret secret,
            SigningKey signing,
            Optional<SourceKey> before) {
        this.source = source;
        this.owner = owner;
        this.secret = secret;
        this.signing = signing;
        this.before = before;
    }

    public ComponentId source() {
        return source;
    }

    /// For the rooms that write this source's objects.
    public SourceSecret secret() {
        return secret;
    }

    public SigningKey signing() {
        return signing;
    }

    /// The key that this one replaced.
    public Optional<SourceKey> before() {
        return before;
    }

    /// This key or the one before, whichever signed.
    public Optional<SourceKey> signer(KeyId id) {
        return signing.id().equals(id)
                ? Optional.of(this)
                : before.filter(it -> it.signing.id().equals(id));
    }

    String owner() {
        return owner;
    }

    @Override
    public String toString() {
        return "source key of " + source;
    }
}

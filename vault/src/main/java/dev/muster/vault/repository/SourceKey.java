package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.SourceSecret;

/// What a host needs to back up and capture one component; it opens no content.
public final class SourceKey {
    private final ComponentId source;
    private final String owner;
    private final SourceSecret secret;
    private final SigningKey signing;

    SourceKey(ComponentId source, String owner, SourceSecret secret, SigningKey signing) {
        this.source = source;
        this.owner = owner;
        this.secret = secret;
        this.signing = signing;
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

    String owner() {
        return owner;
    }

    @Override
    public String toString() {
        return "source key of " + source;
    }
}

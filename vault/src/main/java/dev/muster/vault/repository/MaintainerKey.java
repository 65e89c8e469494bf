package dev.muster.vault.repository;

import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.SigningKey;

/// What moves blobs: it reads content, and signs where it lies now.
public final class MaintainerKey {
    static final String NAME = "maintainer";

    private final ArchiveKey archive;
    private final SigningKey signing;

    MaintainerKey(ArchiveKey archive, SigningKey signing) {
        this.archive = archive;
        this.signing = signing;
    }

    ArchiveKey archive() {
        return archive;
    }

    SigningKey signing() {
        return signing;
    }

    KeyId id() {
        return signing.id();
    }

    @Override
    public String toString() {
        return "maintainer key of vault " + archive.vault();
    }
}

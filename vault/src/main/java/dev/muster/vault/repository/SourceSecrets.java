package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.SourceSecret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The secrets of a source's keys, opened with the archive key. A source that lost its key has got
/// another one; what it wrote before is read with the old one. Safe for many threads.
public final class SourceSecrets {
    private final Config config;
    private final Trust trust;
    private final ComponentId source;
    private final ArchiveKey archive;
    private final Map<KeyId, SourceSecret> secrets = new ConcurrentHashMap<>();

    SourceSecrets(Config config, Trust trust, ComponentId source, ArchiveKey archive) {
        this.config = config;
        this.trust = trust;
        this.source = source;
        this.archive = archive;
    }

    /// The secret that belongs to a signing key.
    ///
    /// @throws dev.muster.model.MusterException if the key is not certified for the source
    public SourceSecret of(KeyId signer) {
        SourceSecret known = secrets.get(signer);
        if (known != null) {
            return known;
        }
        Certificate certificate =
                trust.certificate(Certificate.Role.SOURCE, source.value(), signer);
        byte[] info = Certificate.sealInfo(config.number(), source.value());
        SourceSecret secret =
                Sealing.open(archive.privateKey(), info, certificate.sealedSecret())
                        .map(opened -> new SourceSecret(opened, config.number()))
                        .orElseThrow(() ->
                                VaultErrors.WRONG_KEY.error(
                                        "the " + archive + " does not open " + certificate.object(),
                                        ""));
        secrets.put(signer, secret);
        return secret;
    }
}

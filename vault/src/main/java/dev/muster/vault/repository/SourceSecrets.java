package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.SealedKey;
import dev.muster.vault.format.SourceSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The secrets of a source's keys, opened with an archive or drill key. A source that lost its key,
/// or whose key was rotated, has got another one; what it wrote before is read with the old one.
/// Safe for many threads.
public final class SourceSecrets {
    private final Config config;
    private final KeyRegister register;
    private final Trust trust;
    private final ComponentId source;
    private final ArchiveKey given;
    private final PrivateKeys keys;
    private final Map<KeyId, SourceSecret> secrets = new ConcurrentHashMap<>();

    SourceSecrets(
            Config config,
            KeyRegister register,
            Trust trust,
            ComponentId source,
            ArchiveKey given) {
        this.config = config;
        this.register = register;
        this.trust = trust;
        this.source = source;
        this.given = given;
        this.keys = given.withEarlier(register.view());
    }

    /// Everything that the given key opens: itself, and the archive keys before it.
    public PrivateKeys keys() {
        return keys;
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
        List<SealedKey> sealed = new ArrayList<>(certificate.grants(signer));
        register.view().drills(source).forEach(drill -> sealed.addAll(drill.grants(signer)));
        SourceSecret secret =
                keys.open(Certificate.secretInfo(config.number(), source.value()), sealed)
                        .map(opened -> new SourceSecret(opened, config.number()))
                        .orElseThrow(() ->
                                VaultErrors.WRONG_KEY.error(
                                        "the " + given + " does not open " + certificate.object(),
                                        "use the newest recovery key file: `muster vault keys"
                                                + " list` names the keys that count"));
        secrets.put(signer, secret);
        return secret;
    }
}

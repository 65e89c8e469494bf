package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.StoredObject;

/// Opens sources' secrets with the archive key.
final class SourceSecrets {
    private final Config config;
    private final Copies copies;
    private final Trust trust;

    SourceSecrets(Config config, Copies copies, Trust trust) {
        this.config = config;
        this.copies = copies;
        this.trust = trust;
    }

    SourceSecret of(ComponentId source, ArchiveKey key) {
        String prefix = Certificate.prefix(Certificate.Role.SOURCE, source.value());
        for (StoredObject object : copies.list(prefix)) {
            byte[] content = copies.read(object.name(), trust).orElseThrow(() -> none(source));
            Certificate certificate = Certificate.decode(object.name(), content, config);
            byte[] info = Certificate.sealInfo(config.number(), source.value());
            return Sealing.open(key.privateKey(), info, certificate.sealedSecret())
                    .map(secret -> new SourceSecret(secret, config.number()))
                    .orElseThrow(() ->
                            VaultErrors.WRONG_KEY.error(
                                    "the " + key + " does not open " + object.name(), ""));
        }
        throw none(source);
    }

    private static MusterException none(ComponentId source) {
        return VaultErrors.MISSING.error(
                "the vault holds no key of source " + source, "check the name of the component");
    }
}

package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.WriteRule;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the key of a source and certifies it.
///
/// The key file comes first: a certificate without its key would be waste for ever, a key without
/// its certificate is certified by the next attempt.
final class SourceCreation {
    private final Config config;
    private final Copies copies;
    private final VaultPorts ports;

    SourceCreation(Config config, Copies copies, VaultPorts ports) {
        this.config = config;
        this.copies = copies;
        this.ports = ports;
    }

    void add(ComponentId source, KeyFolder keys) {
        if (!keys.hasSource(source)) {
            keys.write(newKey(source));
        }
        SourceKey key = keys.source(source);
        if (!key.secret().vault().equals(config.number())) {
            throw VaultErrors.WRONG_KEY.error(
                    "the " + key + " does not belong to vault " + config.name(),
                    "move " + keys.sourceFile(source) + " away");
        }
        boolean certified =
                copies.list(Certificate.prefix(Certificate.Role.SOURCE, source.value())).stream()
                        .anyMatch(object -> object.name().endsWith("/" + key.signing().id()));
        if (!certified) {
            certify(key, keys);
        }
    }

    private KeyFile newKey(ComponentId source) {
        SigningKey signing = new SigningKey(ports.randomness().bytes(32));
        byte[] secret = ports.randomness().bytes(32);
        Map<String, String> words = new LinkedHashMap<>();
        words.put("source-secret", HexFormat.of().formatHex(secret));
        words.put("sign-public", HexFormat.of().formatHex(signing.publicKey()));
        words.put("sign-private", HexFormat.of().formatHex(signing.privateKey()));
        return new KeyFile("source", source.value(), config.number(), config.owner(), words);
    }

    private void certify(SourceKey key, KeyFolder keys) {
        SigningKey owner = new SigningKey(KeyFolder.word(keys.needOwner(), "owner-private"));
        byte[] sealed =
                Sealing.seal(
                        config.archiveKey(),
                        Certificate.sealInfo(config.number(), key.source().value()),
                        key.secret().secret(),
                        ports.randomness().bytes(32));
        Certificate certificate =
                new Certificate(
                        config.number(),
                        Certificate.Role.SOURCE,
                        key.source().value(),
                        ports.timing().instant(),
                        HexFormat.of().formatHex(key.signing().publicKey()),
                        HexFormat.of().formatHex(sealed));
        copies.put(certificate.object(), certificate.encode(owner)).require(WriteRule.ANY);
    }
}

package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.Grant;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.WriteRule;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes the key of a source and certifies it.
///
/// The key file comes first: a certificate without its key would be waste for ever, a key without
/// its certificate is certified by the next attempt.
final class SourceCreation {
    private static final String BEFORE = "before-";

    private final Config config;
    private final Copies copies;
    private final KeyRegister register;
    private final VaultPorts ports;

    SourceCreation(Config config, Copies copies, KeyRegister register, VaultPorts ports) {
        this.config = config;
        this.copies = copies;
        this.register = register;
        this.ports = ports;
    }

    void add(ComponentId source, KeyFolder keys, String by) {
        if (keys.find("source-" + source).isEmpty()) {
            keys.write(newKey(source, Map.of()));
        }
        certify(source, keys, keys, by);
    }

    /// Gives a source another key. The new file stays beside the old one until it is certified; it
    /// holds the old key too, which finishes what a spool still holds.
    ///
    /// @return the certificate of the key that was replaced
    Certificate rotate(ComponentId source, KeyFolder keys, String by) {
        KeyFolder next = new KeyFolder(keys.folder().resolve("next"));
        if (next.find("source-" + source).isEmpty()) {
            SourceKey old = keys.source(source);
            certificate(old);
            Map<String, String> words = new LinkedHashMap<>();
            words.put(BEFORE + "secret", hex(old.secret().secret()));
            words.put(BEFORE + "private", hex(old.signing().privateKey()));
            next.write(newKey(source, words));
        }
        certify(source, next, keys, by);
        keys.replace(next.need("source-" + source));
        next.remove("source-" + source);
        return certificate(keys.source(source).before().orElseThrow());
    }

    private Certificate certificate(SourceKey key) {
        String object = Certificate.object(Role.SOURCE, key.source().value(), key.signing().id());
        return register.certificate(object)
                .orElseThrow(() ->
                        VaultErrors.NOT_SIGNED.error(
                                "the " + key + " is not certified by the owner",
                                "certify it first: muster vault init"));
    }

    private KeyFile newKey(ComponentId source, Map<String, String> more) {
        SigningKey signing = new SigningKey(ports.randomness().bytes(32));
        Map<String, String> words = new LinkedHashMap<>();
        words.put("source-secret", hex(ports.randomness().bytes(32)));
        words.putAll(VaultCreation.signing("sign", signing));
        words.putAll(more);
        return new KeyFile("source", source.value(), config.number(), config.owner(), words);
    }

    private void certify(ComponentId source, KeyFolder where, KeyFolder keys, String by) {
        SourceKey key = where.source(source);
        if (!key.secret().vault().equals(config.number())) {
            throw VaultErrors.WRONG_KEY.error(
                    "the " + key + " does not belong to vault " + config.name(),
                    "move " + keys.sourceFile(source) + " away");
        }
        KeyView view = register.refresh();
        List<Certificate> all =
                view.certificates().stream()
                        .filter(it -> it.role() == Role.SOURCE)
                        .filter(it -> it.name().equals(source.value()))
                        .toList();
        if (all.stream().anyMatch(it -> it.id().equals(key.signing().id()))) {
            return;
        }
        SigningKey owner = keys.owner().signing();
        byte[] info = Certificate.secretInfo(config.number(), source.value());
        List<Grant> grants =
                view
                        .recipients(source)
                        .seal(info, key.secret().secret(), ports.randomness().bytes(32))
                        .stream()
                        .map(sealed -> new Grant(key.signing().id(), sealed))
                        .toList();
        Certificate certificate =
                new Certificate(
                        config.number(),
                        Role.SOURCE,
                        source.value(),
                        all.stream().mapToInt(Certificate::number).max().orElse(0) + 1,
                        ports.timing().instant(),
                        by,
                        hex(key.signing().publicKey()),
                        false,
                        List.of(),
                        grants);
        copies.put(certificate.object(), certificate.encode(owner)).require(WriteRule.ANY);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

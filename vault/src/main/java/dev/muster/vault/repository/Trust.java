package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.ObjectCheck;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Decides what may be believed: hashes in names, and signatures back to the owner's.
final class Trust implements ObjectCheck {
    private final Config config;
    private final Copies copies;
    private final Map<String, Certificate> certificates = new ConcurrentHashMap<>();

    Trust(Config config, Copies copies) {
        this.config = config;
        this.copies = copies;
    }

    /// The certified key of a role.
    Certificate certificate(Certificate.Role role, String name, KeyId id) {
        String object = Certificate.object(role, name, id);
        Certificate known = certificates.get(object);
        if (known != null) {
            return known;
        }
        byte[] content =
                copies.read(object, this)
                        .orElseThrow(() ->
                                VaultErrors.NOT_SIGNED.error(
                                        "key "
                                                + id
                                                + " of "
                                                + name
                                                + " is not certified by the owner",
                                        "find out who can write to the storage"));
        Certificate certificate = Certificate.decode(object, content, config);
        certificates.put(object, certificate);
        return certificate;
    }

    /// A signed object whose signer is certified for the source.
    SignedObject bySource(ObjectKind kind, String name, byte[] object, ComponentId source) {
        SignedObject signed = new SignedObject(kind, name, object);
        return signed.verify(
                certificate(Certificate.Role.SOURCE, source.value(), signed.signer()).key());
    }

    Commit commit(String name, byte[] object) {
        SignedObject signed = bySource(ObjectKind.COMMIT, name, object, source(name));
        return Commit.decode(name, signed, config.number());
    }

    /// What a record of a run holds; its signer must be a certified controller.
    byte[] record(String name, byte[] object) {
        SignedObject signed = new SignedObject(ObjectKind.RECORD, name, object);
        Certificate controller =
                certificate(Certificate.Role.CONTROLLER, VaultCreation.CONTROLLER, signed.signer());
        Decoder in = signed.verify(controller.key()).content();
        VaultNumber vault = VaultNumber.read(in);
        String inside = in.text();
        byte[] content = in.bytes();
        in.end();
        if (!vault.equals(config.number()) || !inside.equals(name)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return content;
    }

    @Override
    public void check(String name, byte[] content) {
        switch (part(name, 0)) {
            case "config" -> Config.decode(content);
            case "keys" -> Certificate.decode(name, content, config);
            case "packs", "index" -> checkHash(name, content);
            case "commits" -> commit(name, content);
            case "runs", "evidence" -> record(name, content);
            default -> throw unknown(name);
        }
    }

    /// The source in an object's name.
    private static ComponentId source(String name) {
        String source = part(name, 1);
        if (!Names.isLabel(source)) {
            throw unknown(name);
        }
        return new ComponentId(source);
    }

    private static void checkHash(String name, byte[] content) {
        String wanted = name.substring(name.lastIndexOf('/') + 1);
        if (!ObjectHash.of(content).hex().equals(wanted)) {
            throw VaultErrors.DAMAGED.error(
                    name + " does not have the hash that it is named by", "");
        }
    }

    private static MusterException unknown(String name) {
        return VaultErrors.MALFORMED.error(name + " is no object of a vault", "");
    }

    static String part(String name, int number) {
        String[] parts = name.split("/", -1);
        return number < parts.length ? parts[number] : "";
    }
}

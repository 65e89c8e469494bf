package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Claim;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.CommitVersion;
import dev.muster.vault.format.Condemned;
import dev.muster.vault.format.CondemnedTaken;
import dev.muster.vault.format.CondemnedWaits;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.DamageMark;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.ProgramSignature;
import dev.muster.vault.format.Removed;
import dev.muster.vault.format.Rewrite;
import dev.muster.vault.format.SealedFile;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.format.SessionEnd;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.format.log.HistoryFile;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.ObjectCheck;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Decides what may be believed: hashes in names, and signatures back to the owner's.
public final class Trust implements ObjectCheck {
    private static final int REMEMBERED = 10_000;

    /// Objects whose signature was found to be their signer's: what does not change is not computed
    /// again. Whether the signer still counts is asked each time.
    private final Set<ObjectHash> verified = ConcurrentHashMap.newKeySet();

    private final Config config;
    private final Copies copies;
    private final KeyRegister register;

    Trust(Config config, Copies copies, KeyRegister register) {
        this.config = config;
        this.copies = copies;
        this.register = register;
    }

    /// The certified key of a role.
    public Certificate certificate(Certificate.Role role, String name, KeyId id) {
        return register.certificate(Certificate.object(role, name, id))
                .orElseThrow(() ->
                        VaultErrors.NOT_SIGNED.error(
                                "key " + id + " of " + name + " is not certified by the owner",
                                "find out who can write to the storage"));
    }

    /// A signed object whose signer is certified for the source.
    public SignedObject bySource(ObjectKind kind, String name, byte[] object, ComponentId source) {
        SignedObject signed = new SignedObject(kind, name, object);
        verify(signed, source);
        return signed;
    }

    Commit commit(String name, byte[] object) {
        return verified(name, object).commit();
    }

    /// The record of a commit, as its source signed it or as a maintainer wrote it again.
    VerifiedCommit verified(String name, byte[] object) {
        VerifiedCommit found =
                ObjectKind.REWRITE.is(object) ? rewritten(name, object) : original(name, object);
        if (!CommitNames.version(name).equals(found.version())) {
            throw VaultErrors.MALFORMED.error(name + " is another version of its commit", "");
        }
        return found;
    }

    private VerifiedCommit original(String name, byte[] object) {
        SignedObject signed = bySource(ObjectKind.COMMIT, name, object, source(name));
        return new VerifiedCommit(
                Commit.decode(name, signed, config.number()),
                CommitVersion.ORIGINAL,
                signed.hash(),
                signed.signer(),
                Optional.empty());
    }

    /// The source's word for what it is, the maintainer's for where it lies.
    private VerifiedCommit rewritten(String name, byte[] object) {
        SignedObject signed = new SignedObject(ObjectKind.REWRITE, name, object);
        byMaintainer(signed);
        Rewrite rewrite = Rewrite.decode(signed, config.number());
        VerifiedCommit original = original(name, rewrite.original());
        return new VerifiedCommit(
                rewrite.of(original.commit()),
                rewrite.version(),
                original.hash(),
                original.signer(),
                rewrite.witnessed());
    }

    /// As [#verified], where signatures of the source that this machine verified before count as
    /// they are.
    VerifiedCommit verified(String name, byte[] object, SeenCommits seen) {
        ObjectHash record = hash(name, object);
        if (verified.contains(record)) {
            return verified(name, object);
        }
        KeyId signer = signer(name, object);
        boolean known = seen.has(record, signer);
        if (known) {
            remember(record);
        }
        VerifiedCommit commit = verified(name, object);
        if (!known) {
            seen.keep(record, signer);
        }
        return commit;
    }

    /// Of the record that the source signed; not verified.
    private KeyId signer(String name, byte[] object) {
        byte[] record =
                ObjectKind.REWRITE.is(object)
                        ? Rewrite.decode(
                                        new SignedObject(ObjectKind.REWRITE, name, object),
                                        config.number())
                                .original()
                        : object;
        return new SignedObject(ObjectKind.COMMIT, name, record).signer();
    }

    /// The hash by which a record's successor knows it; not verified.
    ObjectHash hash(String name, byte[] object) {
        return ObjectKind.REWRITE.is(object)
                ? ObjectHash.of(
                        Rewrite.decode(
                                        new SignedObject(ObjectKind.REWRITE, name, object),
                                        config.number())
                                .original())
                : ObjectHash.of(object);
    }

    /// @throws MusterException if the object was not signed by a key of a maintainer
    void byMaintainer(SignedObject signed) {
        verify(
                signed,
                certificate(Certificate.Role.MAINTAINER, MaintainerKey.NAME, signed.signer()));
    }

    /// What a record of a run holds; its signer must be a certified controller.
    byte[] record(String name, byte[] object) {
        SignedObject signed = new SignedObject(ObjectKind.RECORD, name, object);
        byController(signed);
        Decoder in = signed.content();
        VaultNumber vault = VaultNumber.read(in);
        String inside = in.text();
        byte[] content = in.bytes();
        in.end();
        if (!vault.equals(config.number()) || !inside.equals(name)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return content;
    }

    /// @throws MusterException if the object was not signed by a key of a controller
    void byController(SignedObject signed) {
        Certificate controller =
                certificate(Certificate.Role.CONTROLLER, VaultCreation.CONTROLLER, signed.signer());
        signed.verify(controller.key());
        register.view().requireCounts(controller, signed);
    }

    /// What the owner or a controller keeps in the vault.
    private void sealedFile(ObjectKind kind, String name, byte[] object) {
        SignedObject signed = new SignedObject(kind, name, object);
        if (signed.signer().equals(KeyId.of(config.ownerKey()))) {
            signed.verify(config.ownerKey());
        } else {
            byController(signed);
        }
        SealedFile.decode(kind, name, signed, config.number());
    }

    @Override
    public void check(String name, byte[] content) {
        switch (part(name, 0)) {
            case "config" -> Config.decode(content);
            case "keys" -> register.decode(name, content);
            case "packs", "index" -> checkHash(name, content);
            case "commits" -> {
                if (CommitNames.isRecord(name)) {
                    verified(name, content);
                } else {
                    Claim.decode(ObjectKind.NUMBER, name, content, config.number());
                }
            }
            case "secrets" -> sealedFile(ObjectKind.SECRET, name, content);
            case "strategies", "runbooks" -> sealedFile(ObjectKind.DOCUMENT, name, content);
            case "runs", "evidence" -> record(name, content);
            case "logs" -> log(name, content);
            case "histories" -> history(name, content);
            case "holds" -> record(name, content);
            case "sessions" -> session(name, content);
            case "condemned" -> condemned(name, content);
            case "damaged" -> DamageMark.decode(name, content, config.number());
            case "removed" -> Removed.decode(name, content, config.number());
            case "program" -> program(name, content);
            default -> throw unknown(name);
        }
    }

    private void program(String name, byte[] content) {
        if (ProgramSignature.isSignature(name)) {
            programSignature(name, content);
        } else {
            program(name).require(content);
        }
    }

    /// What the owner signed for the name of a program, from any copy.
    ///
    /// @throws MusterException if it is nothing, and whatever lies there is somebody else's
    public ProgramSignature program(String jar) {
        if (!ProgramSignature.isJar(jar)) {
            throw unknown(jar);
        }
        String name = ProgramSignature.of(jar);
        return copies.read(name, this)
                .map(object -> programSignature(name, object))
                .orElseThrow(() ->
                        VaultErrors.NOT_SIGNED.error(
                                jar + " is a program that the owner did not sign",
                                "do not run it; find out who can write to the storage, and remove"
                                        + " it there"));
    }

    private ProgramSignature programSignature(String name, byte[] object) {
        SignedObject signed = new SignedObject(ObjectKind.PROGRAM, name, object);
        return ProgramSignature.decode(signed.verify(config.ownerKey()), config.number());
    }

    private void session(String name, byte[] content) {
        if (name.endsWith("/end")) {
            SessionEnd.decode(name, content, config.number());
        } else {
            SessionBegin.decode(name, content, config.number());
        }
    }

    private void condemned(String name, byte[] content) {
        switch (part(name, 2)) {
            case "list" -> Condemned.decode(name, content, config.number());
            case "gone" -> Claim.decode(ObjectKind.GONE, name, content, config.number());
            case "waits" -> CondemnedWaits.decode(name, content, config.number());
            case "taken" -> CondemnedTaken.decode(name, content, config.number());
            default -> throw unknown(name);
        }
    }

    VaultNumber vault() {
        return config.number();
    }

    /// A segment of log without its key: who signed head and foot, and the hash between them.
    private void log(String name, byte[] object) {
        LogHead.Found head = LogHead.decode(name, object);
        LogFoot.Found foot = LogFoot.decode(name, object);
        ComponentId source = source(name);
        verify(head.signed(), source);
        verify(foot.signed(), source);
        ObjectHash hash = ObjectHash.of(object, 0, object.length - foot.length());
        boolean own =
                head.head().source().equals(source)
                        && head.head().vault().equals(config.number())
                        && LogNames.of(head.head()).equals(name)
                        && foot.foot().name().equals(name);
        if (!own || !hash.equals(foot.foot().hash())) {
            throw VaultErrors.LOG_DAMAGED.error(
                    name + " is not the segment that its source signed", "");
        }
    }

    private HistoryFile history(String name, byte[] object) {
        HistoryFile file =
                HistoryFile.decode(bySource(ObjectKind.HISTORY, name, object, source(name)));
        if (!file.vault().equals(config.number())
                || !file.source().equals(source(name))
                || !name.startsWith(LogNames.histories(file.source(), file.name()))) {
            throw VaultErrors.MALFORMED.error(
                    name + " belongs under another name or to another vault", "");
        }
        return file;
    }

    /// @throws MusterException if the object was not signed by a key of the source
    public void verify(SignedObject signed, ComponentId source) {
        verify(signed, certificate(Certificate.Role.SOURCE, source.value(), signed.signer()));
    }

    /// The same for an object whose signature was verified before.
    public void requireCounts(SignedObject signed, ComponentId source) {
        register.view()
                .requireCounts(
                        certificate(Certificate.Role.SOURCE, source.value(), signed.signer()),
                        signed);
    }

    private void verify(SignedObject signed, Certificate certificate) {
        ObjectHash hash = signed.hash();
        if (!verified.contains(hash)) {
            signed.verify(certificate.key());
            remember(hash);
        }
        register.view().requireCounts(certificate, signed);
    }

    private void remember(ObjectHash hash) {
        if (verified.size() >= REMEMBERED) {
            verified.clear();
        }
        verified.add(hash);
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

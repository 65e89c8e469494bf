package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.FastCdc;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.PackWriter;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Prepares a backup session: what is stored already, and what the backup before looked like.
final class SessionOpener {
    private static final int CONTENT_BUFFER = 1 << 20;
    private static final int SECTION_BUFFER = 64 << 10;

    private final Config config;
    private final Copies copies;
    private final KeyRegister register;
    private final Trust trust;
    private final Workers workers;
    private final VaultPorts ports;
    private final SourceKey key;
    private final Sessions sessions;

    SessionOpener(
            Config config,
            Copies copies,
            KeyRegister register,
            Trust trust,
            Workers workers,
            VaultPorts ports,
            SourceKey key,
            Sessions sessions) {
        this.config = config;
        this.copies = copies;
        this.register = register;
        this.trust = trust;
        this.workers = workers;
        this.ports = ports;
        this.key = key;
        this.sessions = sessions;
    }

    BackupSession open(Epoch epoch, WriteRule rule) {
        SessionCopies session = reachable(rule);
        Sealed sealed = Sealed.of(register.refresh(), key);
        CommitLog log = new CommitLog(copies, trust, sessions);
        Map<ObjectHash, Integer> present = present(session);
        AtomicLong segmentBytes = new AtomicLong();
        DedupIndex index =
                new DedupIndex(
                        segments(session, sealed),
                        present,
                        (blobs, packs) -> {
                            byte[] object = encode(sealed.keys(), blobs, packs);
                            segmentBytes.addAndGet(object.length);
                            return written(session, object);
                        });
        PackKeeper keeper = new PackKeeper(workers, session, index);
        Optional<Commit> previous = previous(log, epoch, present, sealed);
        SessionParts parts =
                parts(
                        sealed.to(),
                        index,
                        keeper,
                        previous.map(this::read).orElseGet(PreviousBackup::none));
        Carrier carrier = new Carrier(copies, trust);
        return new BackupSession(
                new SessionSetup(
                        key,
                        epoch,
                        ports.timing(),
                        parts,
                        session.session(),
                        keeper,
                        index,
                        previous.map(Commit::keys).map(sealed.keys()::and).orElse(sealed.keys()),
                        segmentBytes,
                        new Committer(session, log, carrier, key, epoch)));
    }

    /// Whom this session seals to, and which keys were stolen: content that a recipient could not
    /// read, or that a thief can, is stored anew.
    private record Sealed(Recipients to, Set<KeyId> exposed) {
        static Sealed of(KeyView view, SourceKey key) {
            return new Sealed(
                    view.recipients(key.source()), view.exposed(Certificate.Role.ARCHIVE));
        }

        PackKeys keys() {
            return PackKeys.of(to);
        }

        boolean serves(PackKeys there) {
            return there.serve(to, exposed);
        }
    }

    /// Fails before anything is read from the source if a required copy does not answer.
    private SessionCopies reachable(WriteRule rule) {
        WriteSession presence = new WriteSession(copies, trust, ports, "backup of " + key.source());
        SessionCopies session = new SessionCopies(copies, rule, presence);
        rule.required().forEach(copies::in);
        MusterException first = null;
        for (Copy copy : copies.all()) {
            try {
                copy.store().exists(Config.OBJECT);
                copy.store().sweep();
                presence.enter(copy);
            } catch (MusterException e) {
                if (session.isRequired(copy)) {
                    throw e;
                }
                first = first == null ? e : first;
                session.drop(copy.region());
            }
        }
        if (session.alive().isEmpty()) {
            throw first != null
                    ? first
                    : VaultErrors.UNREACHABLE.error("the vault has no copy", "");
        }
        return session;
    }

    /// The packs that this session may count on: those that were condemned when it began are
    /// absent, wherever they still lie.
    private Map<ObjectHash, Integer> present(SessionCopies session) {
        Map<ObjectHash, Integer> present = new HashMap<>();
        for (Copy copy : session.alive()) {
            session.attempt(copy, () -> addPresent(present, session, copy));
        }
        return present;
    }

    private static void addPresent(
            Map<ObjectHash, Integer> present, SessionCopies session, Copy copy) {
        for (StoredObject object : copy.store().list(PackNames.PREFIX)) {
            if (PackNames.isPack(object.name())) {
                ObjectHash pack = PackNames.hash(object.name());
                if (!session.session().dooms(pack)) {
                    present.putIfAbsent(pack, (int) object.bytes());
                }
            }
        }
    }

    private Map<ObjectHash, IndexSegment> segments(SessionCopies session, Sealed sealed) {
        Map<ObjectHash, IndexSegment> segments = new LinkedHashMap<>();
        for (StoredObject object : copies.list(IndexSegment.prefix(key.source()))) {
            if (session.session().dooms(object.name())) {
                continue;
            }
            segment(object.name())
                    .filter(segment -> sealed.serves(segment.keys()))
                    .ifPresent(found ->
                            segments.put(
                                    ObjectHash.parse(
                                            object.name()
                                                    .substring(object.name().lastIndexOf('/') + 1)),
                                    found));
        }
        return segments;
    }

    /// A segment that this very key signed; without one, content is only stored twice.
    private Optional<IndexSegment> segment(String name) {
        try {
            byte[] object = copies.read(name, trust).orElseThrow(() -> gone(name));
            SignedObject signed = new SignedObject(ObjectKind.INDEX, name, object);
            if (!signed.signer().equals(key.signing().id())) {
                return Optional.empty();
            }
            signed.verify(key.signing().publicKey());
            return copies.view(name)
                    .map(view -> IndexSegment.open(name, key.secret(), key.source(), view));
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    private static MusterException gone(String name) {
        return VaultErrors.MISSING.error(name + " is gone", "");
    }

    private byte[] encode(
            PackKeys keys,
            List<dev.muster.vault.format.BlobRef> blobs,
            List<Commit.PackSize> packs) {
        return IndexSegment.encode(
                key.source(),
                key.secret(),
                key.signing(),
                ports.randomness().bytes(16),
                keys,
                blobs,
                packs);
    }

    private DedupIndex.Written written(SessionCopies session, byte[] object) {
        ObjectHash hash = ObjectHash.of(object);
        String name = IndexSegment.prefix(key.source()) + hash.hex();
        session.put(name, ByteBuffer.wrap(object));
        ByteBuffer view = copies.view(name).orElseThrow(() -> gone(name));
        return new DedupIndex.Written(
                hash, IndexSegment.open(name, key.secret(), key.source(), view));
    }

    private Optional<Commit> previous(
            CommitLog log, Epoch epoch, Map<ObjectHash, Integer> present, Sealed sealed) {
        return log.last(key.source(), epoch)
                .map(CommitLog.Verified::commit)
                .filter(commit -> sealed.serves(commit.keys()))
                .filter(commit ->
                        commit.packs().stream().allMatch(pack -> present.containsKey(pack.pack())));
    }

    private PreviousBackup read(Commit commit) {
        PackReader packs =
                new PackReader(
                        copies, trust, key.secret(), head -> head.openAsSource(key.secret()));
        return PreviousBackup.read(commit, packs);
    }

    private SessionParts parts(
            Recipients to, DedupIndex index, PackKeeper keeper, PreviousBackup previous) {
        SourceSecret secret = key.secret();
        ContentStream content =
                new ContentStream(
                        secret,
                        index,
                        () ->
                                PackWriter.ofContent(
                                        config.number(),
                                        to,
                                        fresh(),
                                        keeper.buffer(CONTENT_BUFFER)),
                        keeper);
        SectionStream sections =
                new SectionStream(
                        secret,
                        () ->
                                PackWriter.ofSections(
                                        config.number(),
                                        to,
                                        secret,
                                        fresh(),
                                        new byte[SECTION_BUFFER]),
                        keeper);
        NeededPacks needed = new NeededPacks();
        return new SessionParts(
                secret,
                new FastCdc(secret),
                workers,
                new Pipeline(content::finish),
                content,
                sections,
                needed,
                previous,
                new ListWriter(sections, needed, previous));
    }

    private PackWriter.Fresh fresh() {
        Randomness random = ports.randomness();
        return new PackWriter.Fresh(
                random.bytes(16), random.bytes(32), random.bytes(32), random.bytes(32));
    }
}

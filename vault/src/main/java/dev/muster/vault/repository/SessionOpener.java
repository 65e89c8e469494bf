package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.FastCdc;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.PackWriter;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.WriteRule;
import java.util.HashSet;
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
        CommitLog log = new CommitLog(copies, trust, sessions, workers);
        Map<ObjectHash, Integer> present = session.present();
        AtomicLong segmentBytes = new AtomicLong();
        IndexShelf shelf = IndexShelf.ofSource(copies, trust, workers, key, ports);
        DedupIndex index =
                new DedupIndex(
                        segments(shelf, session, sealed),
                        present,
                        (blobs, packs) -> {
                            byte[] salt = ports.randomness().bytes(16);
                            DedupIndex.Written written =
                                    shelf.write(
                                            session,
                                            key.signing(),
                                            salt,
                                            sealed.keys(),
                                            blobs,
                                            packs);
                            segmentBytes.addAndGet(written.bytes());
                            return written;
                        });
        PackKeeper keeper = new PackKeeper(workers, session, index);
        Optional<Commit> previous = previous(log, epoch, sealed);
        SessionParts parts =
                parts(
                        sealed.to(),
                        index,
                        keeper,
                        previous.map(commit -> read(commit, present.keySet()))
                                .orElseGet(PreviousBackup::none));
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
        session.enter();
        return session;
    }

    private static Map<ObjectHash, IndexSegment> segments(
            IndexShelf shelf, SessionCopies session, Sealed sealed) {
        Map<ObjectHash, IndexSegment> segments = shelf.open(session.session()::dooms);
        segments.values().removeIf(segment -> !sealed.serves(segment.keys()));
        return segments;
    }

    private Optional<Commit> previous(CommitLog log, Epoch epoch, Sealed sealed) {
        return log.last(key.source(), epoch)
                .map(VerifiedCommit::commit)
                .filter(commit -> sealed.serves(commit.keys()));
    }

    /// What of it lies in packs that may not be counted on counts as changed.
    private PreviousBackup read(Commit commit, Set<ObjectHash> present) {
        Set<ObjectHash> absent = new HashSet<>();
        commit.packs().forEach(pack -> absent.add(pack.pack()));
        absent.removeAll(present);
        PackReader packs =
                new PackReader(copies, trust, key.secret(), head -> head.openAsSource(key.secret()))
                        .without(absent);
        return PreviousBackup.read(commit, packs, absent);
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
                                        PackKeeper.fresh(ports.randomness()),
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
                                        PackKeeper.fresh(ports.randomness()),
                                        new byte[SECTION_BUFFER]),
                        keeper);
        NeededPacks needed = new NeededPacks();
        return new SessionParts(
                secret,
                new FastCdc(secret),
                workers,
                new Pipeline(content::finish),
                new Extents(),
                content,
                sections,
                needed,
                previous,
                new ListWriter(sections, needed, previous));
    }
}

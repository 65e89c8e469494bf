package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.PackWriter;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.SourceSecret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Moves what the backups of one source and key need, and writes their maps again. One thread.
final class GroupRepack {
    private static final int CONTENT_BUFFER = 1 << 20;
    private static final int SECTION_BUFFER = 64 << 10;

    private final RepackParts parts;
    private final MaintainerKey key;
    private final Repack.Group group;
    private final List<String> problems;
    private final SourceSecrets secrets;
    private final SourceSecret secret;

    GroupRepack(RepackParts parts, MaintainerKey key, Repack.Group group, List<String> problems) {
        this.parts = parts;
        this.key = key;
        this.group = group;
        this.problems = problems;
        this.secrets =
                new SourceSecrets(
                        parts.config(),
                        parts.register(),
                        parts.trust(),
                        group.source(),
                        key.archive());
        this.secret = secrets.of(group.signer());
    }

    private MapWalk walk() {
        return new MapWalk(new BackupTree(packs()));
    }

    private PackReader packs() {
        return new PackReader(
                parts.copies(), parts.trust(), secret, head -> head.open(secrets.keys()));
    }

    /// Looks at all maps, and decides which packs are worth the work.
    RepackChoice choose(RepackRules rules, Map<ObjectHash, Integer> sizes) {
        return choose(group.commits(), rules, sizes);
    }

    private RepackChoice choose(
            List<VerifiedCommit> commits, RepackRules rules, Map<ObjectHash, Integer> sizes) {
        LiveBlobs live = new LiveBlobs();
        MapWalk walk = walk();
        Set<Spot> seen = new HashSet<>();
        for (VerifiedCommit found : commits) {
            Vault.requireOpens(found.commit(), secrets, key.archive());
            look(walk, MapWalk.root(found.commit().root()), live, seen);
        }
        return RepackChoice.of(live, sizes, rules);
    }

    private static void look(MapWalk walk, MapWalk.Part part, LiveBlobs live, Set<Spot> seen) {
        live.add(part.ref(), part.isSection());
        // of a base only what its patch uses counts, unless a backup uses it by itself too
        boolean leads = part.isSection() && part.sort() != MapWalk.Sort.BASE;
        if (leads && seen.add(Spot.of(part.ref()))) {
            walk.parts(part).forEach(each -> look(walk, each, live, seen));
        }
    }

    RepackReport.Source run(
            RepackRules rules,
            SessionCopies session,
            Map<ObjectHash, Integer> present,
            RepackCommit commit) {
        Healing healing = healing(present.keySet());
        List<VerifiedCommit> commits = usable(healing, present.keySet());
        RepackChoice choice = choose(commits, rules, present);
        if (choice.packs().isEmpty() && healing.found().isEmpty()) {
            return report(0, choice, 0, 0);
        }
        Writing writing = new Writing(session);
        Map<ObjectHash, LiveBlobs.InPack> leaving = new LinkedHashMap<>(choice.packs());
        Map<Spot, BlobRef> moved = new HashMap<>(writing.move(leaving));
        // what was found again may have been moved from there just now
        healing.found()
                .forEach((lost, blob) -> moved.put(lost, moved.getOrDefault(Spot.of(blob), blob)));
        MapRewriter maps = new MapRewriter(walk(), writing.sections, leaving.keySet(), moved);
        List<SectionStream.Place> roots = new ArrayList<>();
        for (VerifiedCommit found : commits) {
            roots.add(maps.write(MapWalk.root(found.commit().root())));
        }
        writing.finish();
        int points = 0;
        MapRewriter reading = new MapRewriter(walk(), writing.sections, Set.of(), Map.of());
        for (int i = 0; i < roots.size(); i++) {
            if (roots.get(i).earlier().isEmpty()) {
                add(commit, commits.get(i), roots.get(i).ref(), reading, writing, healing, present);
                points++;
            }
        }
        return report(points, choice, writing.content.bytes(), writing.written());
    }

    private Healing healing(Set<ObjectHash> present) {
        IndexShelf index =
                IndexShelf.ofReader(
                        parts.copies(),
                        parts.trust(),
                        parts.workers(),
                        group.source(),
                        secret,
                        parts.ports());
        return new Healing(walk(), packs(), new OtherPlaces(index), present);
    }

    /// The backups of which all is there, or was stored anew since.
    private List<VerifiedCommit> usable(Healing healing, Set<ObjectHash> present) {
        List<VerifiedCommit> usable = new ArrayList<>();
        for (VerifiedCommit found : group.commits()) {
            boolean isWhole =
                    found.commit().packs().stream().allMatch(pack -> present.contains(pack.pack()));
            if (isWhole || healing.heals(found)) {
                usable.add(found);
            } else {
                problems.add(
                        found.commit().place()
                                + " stays as it is: a pack that it needs is lost, and not all of"
                                + " it was stored again");
            }
        }
        return usable;
    }

    private RepackReport.Source report(int points, RepackChoice choice, long moved, long written) {
        return new RepackReport.Source(
                group.source(),
                points,
                choice.packs().size(),
                new ByteSize(choice.bytes()),
                new ByteSize(Math.max(moved, choice.moved())),
                new ByteSize(written));
    }

    private void add(
            RepackCommit commit,
            VerifiedCommit found,
            BlobRef root,
            MapRewriter reading,
            Writing writing,
            Healing healing,
            Map<ObjectHash, Integer> present) {
        if (!root.id().equals(found.commit().root().id())) {
            throw new IllegalStateException("a map that was moved has another id");
        }
        Set<ObjectHash> packs = reading.needs(MapWalk.root(root));
        boolean keepsAny =
                packs.stream().anyMatch(pack -> !writing.keeper.sizes().containsKey(pack));
        PackKeys fresh = PackKeys.of(writing.to);
        PackKeys keys = healing.keys().map(fresh::and).orElse(fresh);
        commit.add(
                found,
                root,
                packs,
                pack -> writing.keeper.sizes().getOrDefault(pack, present.get(pack)),
                writing.index.used(),
                keepsAny ? keys.and(found.commit().keys()) : keys);
    }

    /// What is written for a group.
    private final class Writing {
        private final Recipients to = parts.register().view().recipients(group.source());
        private final SessionCopies session;
        private final AtomicLong segmentBytes = new AtomicLong();
        private final DedupIndex index;
        private final PackKeeper keeper;
        private final ContentStream stream;
        private final ContentMove content;
        private final SectionStream sections;

        Writing(SessionCopies session) {
            this.session = session;
            this.index = new DedupIndex(Map.of(), Map.of(), this::segment);
            this.keeper = new PackKeeper(parts.workers(), session, index);
            Randomness random = parts.ports().randomness();
            this.stream =
                    new ContentStream(
                            secret,
                            index,
                            () ->
                                    PackWriter.ofContent(
                                            parts.config().number(),
                                            to,
                                            PackKeeper.fresh(random),
                                            keeper.buffer(CONTENT_BUFFER)),
                            keeper);
            this.content =
                    new ContentMove(parts.copies(), parts.trust(), secret, secrets.keys(), stream);
            this.sections =
                    new SectionStream(
                            secret,
                            () ->
                                    PackWriter.ofSections(
                                            parts.config().number(),
                                            to,
                                            secret,
                                            PackKeeper.fresh(random),
                                            new byte[SECTION_BUFFER]),
                            keeper);
        }

        /// The source finds what was moved by this segment, and so does not store it again.
        private DedupIndex.Written segment(List<BlobRef> blobs, List<Commit.PackSize> packs) {
            byte[] object =
                    IndexSegment.encode(
                            group.source(),
                            secret,
                            key.signing(),
                            parts.ports().randomness().bytes(16),
                            PackKeys.of(to),
                            blobs,
                            packs);
            ObjectHash hash = ObjectHash.of(object);
            String name = IndexSegment.prefix(group.source()) + hash.hex();
            session.put(name, ByteBuffer.wrap(object));
            segmentBytes.addAndGet(object.length);
            return new DedupIndex.Written(
                    hash,
                    object.length,
                    IndexSegment.open(name, secret, group.source(), ByteBuffer.wrap(object)));
        }

        /// @param leaving packs to give up; one that cannot be read is taken out of it
        Map<Spot, BlobRef> move(Map<ObjectHash, LiveBlobs.InPack> leaving) {
            for (ObjectHash pack : List.copyOf(leaving.keySet())) {
                LiveBlobs.InPack live = leaving.get(pack);
                if (live == null || live.sections()) {
                    continue;
                }
                try {
                    content.move(pack, live);
                } catch (MusterException unreadable) {
                    if (unreadable.code().equals(VaultErrors.DAMAGED)
                            || unreadable.code().equals(VaultErrors.MALFORMED)) {
                        leaving.remove(pack);
                        problems.add(String.valueOf(unreadable.getMessage()));
                    } else {
                        throw unreadable;
                    }
                }
                keeper.check();
            }
            stream.finish();
            keeper.await();
            index.flush();
            return content.moved();
        }

        void finish() {
            sections.finish();
            keeper.check();
        }

        long written() {
            return keeper.storedBytes() + segmentBytes.get();
        }
    }
}

package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ProgramSignature;
import dev.muster.vault.format.Removed;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.repository.CheckReport.Sort;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for damage, without keys, and mends it from another copy.
///
/// Every small object is read; of packs, index and log a share is. Each commit's packs must be in
/// the same copy, with the right size.
public final class VaultCheck {
    private static final int SCALE = 1 << 16;

    /// Bounds what lies in memory while small objects are read with many requests on their way.
    private static final int BATCH = 256;

    private static final long BATCH_BYTES = 16 << 20;

    private final Copies copies;
    private final Trust trust;
    private final Workers workers;
    private final Sessions sessions;
    private final VaultPorts ports;
    private final CopyCare care;

    VaultCheck(
            Copies copies,
            Trust trust,
            Workers workers,
            Sessions sessions,
            VaultPorts ports,
            CopyCare care) {
        this.workers = workers;
        this.care = care;
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
        this.ports = ports;
    }

    /// @param share of packs, index and log to read, from 0 to 1
    public CheckReport check(double share) {
        ByteDraw draw = ByteDraw.of(ports.randomness());
        return check((copy, object) -> draw.picks(object.name(), share), inventory());
    }

    /// By listing, and by reading what is small: signatures, chains, what each backup needs, and
    /// what another copy has. Reads no pack, no log and no program, so bytes that changed in place
    /// are not among it: that is [Scrub]'s.
    public CheckReport quick() {
        Inventory inventory = inventory();
        return Scrub.withLacking(check((copy, object) -> false, inventory), inventory);
    }

    Inventory inventory() {
        return Inventory.of(copies, trust, sessions);
    }

    CheckReport check(Picks picks, Inventory inventory) {
        return new Run(picks, inventory).run();
    }

    /// Which packs, segments of log and of the index are read.
    interface Picks {
        boolean reads(Copy copy, StoredObject object);
    }

    static boolean isLarge(String name) {
        return name.startsWith(PackNames.PREFIX)
                || name.startsWith("index/")
                || name.startsWith("logs/")
                || ProgramSignature.isJar(name);
    }

    /// Which large objects are read this time: another draw each time, so that a share a day reads
    /// all in some days.
    private record ByteDraw(int salt) {
        static ByteDraw of(Randomness randomness) {
            byte[] drawn = randomness.bytes(4);
            return new ByteDraw(ByteBuffer.wrap(drawn).getInt());
        }

        boolean picks(String name, double share) {
            int mixed = (name.hashCode() ^ salt) * 0x9E3779B1;
            return (mixed >>> 16) < share * SCALE;
        }
    }

    /// An object as a copy gave it, or why it did not.
    private record Read(String name, Optional<byte[]> content, Optional<MusterException> failed) {
        static Read of(Copy copy, String name) {
            try {
                return new Read(name, copy.store().get(name), Optional.empty());
            } catch (MusterException e) {
                return new Read(name, Optional.empty(), Optional.of(e));
            }
        }

        Optional<byte[]> orThrow() {
            if (failed.isPresent()) {
                throw failed.get();
            }
            return content;
        }
    }

    private final class Run {
        private final Picks picks;
        private final Inventory inventory;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<String, ObjectHash> firstSeen = new HashMap<>();
        private final Set<ObjectHash> commits = new HashSet<>();
        private final Map<Problem, ObjectHash> predecessors = new HashMap<>();
        private int objects;
        private int read;

        Run(Picks picks, Inventory inventory) {
            this.picks = picks;
            this.inventory = inventory;
        }

        CheckReport run() {
            inventory
                    .silent()
                    .forEach((copy, why) ->
                            problems.add(new Problem(copy.region(), Sort.UNREACHABLE, "", why)));
            for (Copy copy : inventory.answering()) {
                look(copy);
            }
            predecessors.forEach((problem, predecessor) -> {
                if (!commits.contains(predecessor)) {
                    problems.add(problem);
                }
            });
            return new CheckReport(objects, read, problems);
        }

        /// Objects are read some at a time, and judged one by one in the order of their names.
        private void look(Copy copy) {
            Map<String, StoredObject> held = inventory.in(copy);
            Versions versions = versions(copy);
            List<StoredObject> batch = new ArrayList<>();
            long bytes = 0;
            for (StoredObject object : inventory.objects(copy)) {
                objects++;
                if (isLarge(object.name()) && !picks.reads(copy, object)) {
                    unread(copy, object);
                    continue;
                }
                if (batch.size() >= BATCH || bytes + object.bytes() > BATCH_BYTES) {
                    look(copy, batch, held, versions);
                    batch.clear();
                    bytes = 0;
                }
                batch.add(object);
                bytes += object.bytes();
            }
            look(copy, batch, held, versions);
        }

        private void look(
                Copy copy,
                List<StoredObject> batch,
                Map<String, StoredObject> held,
                Versions versions) {
            workers.together(batch, object -> Read.of(copy, object.name()))
                    .forEach(one -> judge(copy, one, held, versions));
        }

        /// What an older version of a commit alone needs may be gone.
        private Versions versions(Copy copy) {
            return new Versions(
                    copy,
                    trust,
                    inventory.objects(copy).stream()
                            .map(StoredObject::name)
                            .filter(CommitNames::isRecord)
                            .toList());
        }

        private void judge(Copy copy, Read one, Map<String, StoredObject> held, Versions versions) {
            String name = one.name();
            read++;
            try {
                Optional<byte[]> content = one.orThrow();
                if (content.isPresent()) {
                    trust.check(name, content.get());
                    compare(copy, name, content.get());
                    if (name.startsWith(Removed.PREFIX)) {
                        Removed removed = Removed.decode(name, content.get(), trust.vault());
                        commits.add(removed.commit());
                    }
                    if (CommitNames.isRecord(name)) {
                        VerifiedCommit found = trust.verified(name, content.get());
                        chain(copy, found);
                        if (!versions.isSuperseded(name)) {
                            packs(copy, found.commit(), held);
                        }
                    }
                }
            } catch (MusterException e) {
                problem(copy, Sort.DAMAGED, name, String.valueOf(e.getMessage()));
            }
        }

        /// A program is believed or not without being read.
        private void unread(Copy copy, StoredObject object) {
            if (!object.name().startsWith(ProgramSignature.PREFIX)) {
                return;
            }
            try {
                long signed = trust.program(object.name()).bytes();
                if (signed != object.bytes()) {
                    String why = object.name() + " has " + object.bytes() + " bytes of " + signed;
                    problem(copy, Sort.DAMAGED, object.name(), why);
                }
            } catch (MusterException e) {
                problem(copy, Sort.DAMAGED, object.name(), e.getMessage());
            }
        }

        private void compare(Copy copy, String name, byte[] content) {
            if (Copies.isNamedByContent(name) || !isShared(name)) {
                return;
            }
            ObjectHash hash = ObjectHash.of(content);
            String key = CommitNames.isRecord(name) ? CommitNames.key(name) : name;
            ObjectHash other = firstSeen.putIfAbsent(key, hash);
            if (other != null && !other.equals(hash)) {
                problem(copy, Sort.DIFFERS, name, "another copy holds another " + name);
            }
        }

        private static boolean isShared(String name) {
            return Inventory.ORDER.stream().anyMatch(name::startsWith) && !MarkMender.isMark(name);
        }

        private void chain(Copy copy, VerifiedCommit found) {
            commits.add(found.hash());
            Commit commit = found.commit();
            if (!commit.predecessor().equals(ObjectHash.NONE)) {
                String why = "the backup before " + commit.place() + " is in no copy";
                predecessors.put(
                        new Problem(copy.region(), Sort.BROKEN_CHAIN, commit.place(), why),
                        commit.predecessor());
            }
        }

        private void packs(Copy copy, Commit commit, Map<String, StoredObject> held) {
            for (Commit.PackSize pack : commit.packs()) {
                String name = PackNames.of(pack.pack());
                StoredObject found = held.get(name);
                if (found == null) {
                    problem(copy, Sort.MISSING, name, commit.place() + " needs " + name);
                } else if (found.bytes() != pack.bytes()) {
                    problem(
                            copy,
                            Sort.DAMAGED,
                            name,
                            name + " has " + found.bytes() + " bytes of " + pack.bytes());
                }
            }
        }

        private void problem(Copy copy, Sort sort, String name, String why) {
            Problem problem = new Problem(copy.region(), sort, name, why);
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
    }

    /// Mends what a check found, from copies that hold it whole; damaged objects stay below
    /// `corrupt/`.
    ///
    /// @return the problems that are left
    public List<Problem> repair(CheckReport report) {
        List<Problem> left = new ArrayList<>();
        for (Problem problem : report.problems()) {
            boolean mended =
                    switch (problem.sort()) {
                        case MISSING, DAMAGED -> mend(problem);
                        case LACKING -> bring(problem);
                        case UNREACHABLE -> copies.mendConfig(copies.in(problem.region()));
                        case DIFFERS, BROKEN_CHAIN -> false;
                    };
            if (!mended) {
                left.add(problem);
            }
        }
        new DamageMarks(copies, trust).settle(left);
        return left;
    }

    /// What a copy lacks as a whole comes with all that it needs.
    private boolean bring(Problem problem) {
        Copy to = copies.in(problem.region());
        if (problem.name().startsWith(CommitNames.PREFIX)) {
            return care.catchUpCommit(to, problem.name());
        }
        return copies.all().stream().anyMatch(from -> mend(to, from, problem.name()));
    }

    private boolean mend(Problem problem) {
        Copy broken = copies.in(problem.region());
        if (MarkMender.isMark(problem.name())) {
            return new MarkMender(copies, trust, sessions, ports).mend(broken, problem.name());
        }
        return copies.all().stream().anyMatch(from -> mend(broken, from, problem.name()));
    }

    private boolean mend(Copy broken, Copy from, String name) {
        if (CommitNames.isRecord(name)) {
            return new CommitMender(copies, trust, sessions, ports).mend(broken, name);
        }
        try {
            Optional<byte[]> whole = from.store().get(name);
            if (whole.isEmpty() || !Copies.isWhole(name, whole.get(), trust)) {
                return false;
            }
            copies.mend(broken, name, whole.get(), trust);
            return isWhole(broken, name);
        } catch (MusterException unreachable) {
            return false;
        }
    }

    private boolean isWhole(Copy copy, String name) {
        return copy.store().get(name).filter(now -> Copies.isWhole(name, now, trust)).isPresent();
    }
}

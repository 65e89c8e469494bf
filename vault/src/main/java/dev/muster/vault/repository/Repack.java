package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Moves what is still needed out of packs that are mostly garbage, so that a prune can delete
/// them.
///
/// A repack is a writer like a backup: a session of its own, put-if-absent alone, nothing counts
/// before the session's end. Whenever it dies or wakes up, every backup is read by its old record
/// until the new one counts, and nothing that the new one needs was deleted unseen. Two at once
/// make two versions of a record, of which everybody takes the same one.
public final class Repack {
    private final RepackParts parts;
    private final CommitLog log;
    private final MaintainerKey key;
    private final Set<SessionId> repacks = new HashSet<>();

    Repack(RepackParts parts, CommitLog log, MaintainerKey key) {
        this.parts = parts;
        this.log = log;
        this.key = key;
    }

    /// The backups of a source that were made under one key, newest first.
    record Group(ComponentId source, KeyId signer, List<VerifiedCommit> commits) {
        Group {
            commits = List.copyOf(commits);
        }
    }

    /// What [#run] would do. Writes nothing.
    public RepackReport plan(RepackRules rules) {
        requireCertified();
        Map<ObjectHash, Integer> sizes = new HashMap<>();
        for (StoredObject object : parts.copies().list(PackNames.PREFIX)) {
            if (PackNames.isPack(object.name())) {
                sizes.put(PackNames.hash(object.name()), (int) object.bytes());
            }
        }
        return each((source, problems) -> {
            List<RepackReport.Source> planned = new ArrayList<>();
            for (Group group : groups(source, problems)) {
                RepackChoice choice =
                        new GroupRepack(parts, key, group, problems).choose(rules, sizes);
                planned.add(
                        new RepackReport.Source(
                                source,
                                group.commits().size(),
                                choice.packs().size(),
                                new ByteSize(choice.bytes()),
                                new ByteSize(choice.moved()),
                                new ByteSize(0)));
            }
            return planned;
        });
    }

    /// May be repeated after any error. One thread. What it gives up is deleted by the next prune.
    public RepackReport run(RepackRules rules) {
        requireCertified();
        return each((source, problems) -> run(rules, source, problems));
    }

    private List<RepackReport.Source> run(
            RepackRules rules, ComponentId source, List<String> problems) {
        WriteSession presence =
                new WriteSession(
                        parts.copies(), parts.trust(), parts.ports(), "repack of " + source);
        SessionCopies session = new SessionCopies(parts.copies(), WriteRule.ANY, presence);
        boolean committed = false;
        try {
            session.enter();
            // looked at once the session has begun: what is deleted from now on waits for it
            Map<ObjectHash, Integer> present = session.present();
            List<RepackReport.Source> done = new ArrayList<>();
            RepackCommit commit = new RepackCommit(parts, key, session, source);
            for (Group group : groups(source, problems)) {
                Group usable = usable(group, session, problems);
                done.add(
                        new GroupRepack(parts, key, usable, problems)
                                .run(rules, session, present, commit));
            }
            committed = commit.commit();
            if (committed) {
                repacks.add(presence.id());
            }
            return done;
        } finally {
            if (!committed) {
                presence.leave();
            }
        }
    }

    /// Without what is about to go, and what needs something that is.
    private static Group usable(Group group, SessionCopies session, List<String> problems) {
        List<VerifiedCommit> usable = new ArrayList<>();
        for (VerifiedCommit found : group.commits()) {
            if (session.session().dooms(found.commit().place())) {
                continue;
            }
            if (found.commit().packs().stream()
                    .noneMatch(pack -> session.session().dooms(pack.pack()))) {
                usable.add(found);
            } else {
                problems.add(
                        found.commit().place()
                                + " stays as it is: a pack that it needs is condemned");
            }
        }
        return new Group(group.source(), group.signer(), usable);
    }

    private interface Work {
        List<RepackReport.Source> on(ComponentId source, List<String> problems);
    }

    private RepackReport each(Work work) {
        List<RepackReport.Source> sources = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ComponentId source : sources()) {
            try {
                sources.addAll(work.on(source, problems));
            } catch (MusterException e) {
                problems.add(source + ": " + e.getMessage());
            }
        }
        return new RepackReport(
                sources.stream().filter(Repack::isDone).toList(),
                problems.stream().distinct().toList(),
                repacks);
    }

    /// Points that were only healed give up no pack here: the lost one goes with the next prune.
    private static boolean isDone(RepackReport.Source source) {
        return source.packs() > 0 || source.written().bytes() > 0;
    }

    /// What it signs must count, or all of its work would be waste.
    private void requireCertified() {
        KeyView view = parts.register().refresh();
        String object =
                Certificate.object(
                        Certificate.Role.MAINTAINER, MaintainerKey.NAME, key.signing().id());
        boolean counts =
                view.certificates().stream().anyMatch(it -> it.object().equals(object))
                        && !view.isRemoved(object);
        if (!counts) {
            throw VaultErrors.NOT_SIGNED.error(
                    "the " + key + " is not certified by the owner, or was removed",
                    "muster vault keys add maintainer");
        }
    }

    private List<ComponentId> sources() {
        return parts.register().view().certificates().stream()
                .filter(it -> it.role() == Certificate.Role.SOURCE)
                .map(Certificate::name)
                .distinct()
                .sorted()
                .map(ComponentId::new)
                .toList();
    }

    private List<Group> groups(ComponentId source, List<String> problems) {
        Map<KeyId, List<VerifiedCommit>> found = new LinkedHashMap<>();
        for (Set<String> names : log.shown(source).values()) {
            try {
                log.read(names)
                        .ifPresent(commit ->
                                found.computeIfAbsent(commit.signer(), _ -> new ArrayList<>())
                                        .addFirst(commit));
            } catch (MusterException unreadable) {
                problems.add(source + ": " + unreadable.getMessage());
            }
        }
        return found.entrySet().stream()
                .map(entry -> new Group(source, entry.getKey(), entry.getValue()))
                .toList();
    }
}
